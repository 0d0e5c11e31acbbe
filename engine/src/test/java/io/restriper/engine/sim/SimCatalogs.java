package io.restriper.engine.sim;

import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.SqliteCatalog;
import io.restriper.engine.local.catalog.StripeRecord;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Opens catalogs whose every call is a step of the simulation before and after it. */
final class SimCatalogs implements Catalog.Opener {
  private final Variant variant;
  private final Runnable step;
  private SqliteCatalog raw;

  SimCatalogs(Variant variant, Runnable step) {
    this.variant = variant;
    this.step = step;
  }

  /** The catalog that was opened last, without steps. */
  Catalog raw() {
    return raw;
  }

  @Override
  public Catalog open(Path file, Clock clock) throws IOException {
    SqliteCatalog catalog = SqliteCatalog.open(file, clock);
    raw = catalog;
    return (Catalog)
        Proxy.newProxyInstance(
            Catalog.class.getClassLoader(),
            new Class<?>[] {Catalog.class},
            (proxy, method, arguments) -> call(catalog, method, arguments));
  }

  private Object call(SqliteCatalog catalog, Method method, Object[] arguments) throws Throwable {
    boolean closing = method.getName().equals("close");
    if (!closing) {
      step.run();
    }
    if (variant == Variant.NO_COMPARE_AND_SET && method.getName().equals("replace")) {
      long version = (Long) arguments[0];
      List<StripeRecord> now = catalog.stripes(version, (Long) arguments[1], 1);
      if (!catalog.isCurrent(version)) {
        return true;
      }
      arguments[2] = now.get(0).epoch();
    }
    try {
      Object result = method.invoke(catalog, arguments);
      if (!closing) {
        step.run();
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
