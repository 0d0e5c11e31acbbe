package io.restriper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.SqliteCatalog;
import io.restriper.engine.setup.EngineStartException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start asks of the catalog: the same however much is in it, and it writes nothing. */
class StartCostTest {
  @TempDir Path root;
  private final Thread test = Thread.currentThread();
  private final Map<String, Integer> calls = new TreeMap<>();

  @Test
  void aStartAsksTheSameHoweverMuchThereIs() throws EngineStartException {
    Map<String, Integer> few = callsOfAStart(root.resolve("few"), 1);
    Map<String, Integer> many = callsOfAStart(root.resolve("many"), 30);
    assertThat(many).isEqualTo(few);
    assertThat(many).doesNotContainKeys("saveDrive", "putSetting", "abandon", "markLost");
    assertThat(many.values().stream().mapToInt(Integer::intValue).sum()).isLessThan(100);
  }

  private Map<String, Integer> callsOfAStart(Path volume, int files) throws EngineStartException {
    try (EngineFixture fixture = new EngineFixture(volume, "2+1", 4).start()) {
      for (int file = 0; file < files; file++) {
        fixture.put("/file-" + file, EngineFixture.bytes(file, 5 * EngineFixture.BLOCK));
      }
    }
    synchronized (calls) {
      calls.clear();
    }
    EngineFixture again = new EngineFixture(volume, "2+1", 4).withCatalogs(this::counted);
    try {
      again.start();
      synchronized (calls) {
        return new TreeMap<>(calls);
      }
    } finally {
      again.close();
    }
  }

  private Catalog counted(Path file, Clock clock) throws IOException {
    Catalog catalog = SqliteCatalog.open(file, clock);
    return (Catalog)
        Proxy.newProxyInstance(
            Catalog.class.getClassLoader(),
            new Class<?>[] {Catalog.class},
            (proxy, method, arguments) -> {
              if (isStarting() && !method.getName().equals("keptOn")) {
                synchronized (calls) {
                  calls.merge(method.getName(), 1, Integer::sum);
                }
              }
              try {
                return method.invoke(catalog, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** The thread that starts, and those that it waits for; they may have begun to sweep. */
  private boolean isStarting() {
    Thread thread = Thread.currentThread();
    return thread == test || thread.getName().startsWith("upkeep-of-drive");
  }
}
