package io.restriper.engine.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.SqliteCatalog;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.work.Phase;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drive is lost while a levelling is planned, which takes long where there is much to move. */
class InterruptedPlanTest {
  private static final int FILES = 60;
  private static final int LOST = 2;

  @TempDir Path root;
  private EngineFixture fixture;
  private final AtomicBoolean armed = new AtomicBoolean();
  private final AtomicBoolean lost = new AtomicBoolean();

  /** Stripes that were looked up for the plan after the loss. */
  private final AtomicInteger lookedUp = new AtomicInteger();

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aPlanThatNobodyFollowsIsNotFinished() throws EngineStartException {
    FaultPoints faults =
        (point, subject) -> {
          if (point == FaultPoints.Point.PHASE_BEGUN && subject == Phase.PLANNING) {
            lost.set(false);
          }
        };
    fixture =
        new EngineFixture(root, "2+1", 4).withCatalogs(this::catalog).withFaults(faults).start();
    for (int file = 0; file < FILES; file++) {
      fixture.put("/file-" + file, EngineFixture.bytes(file, 2 * EngineFixture.BLOCK));
    }
    armed.set(true);
    fixture.addDrives(6);
    await().until(() -> !armed.get());
    fixture.awaitSafe();
    assertThat(lookedUp).hasValueLessThanOrEqualTo(1);
  }

  private Catalog catalog(Path file, Clock clock) throws IOException {
    Catalog catalog = SqliteCatalog.open(file, clock);
    return (Catalog)
        Proxy.newProxyInstance(
            Catalog.class.getClassLoader(),
            new Class<?>[] {Catalog.class},
            (proxy, method, arguments) -> call(catalog, method, arguments));
  }

  private Object call(Catalog catalog, Method method, Object[] arguments) throws Throwable {
    boolean planning = isPlanning() && method.getName().equals("stripes");
    if (planning && lost.get()) {
      lookedUp.incrementAndGet();
    }
    if (planning && armed.get()) {
      long generation = fixture.engine().risk().generation();
      fixture.removeDrive(LOST);
      await().until(() -> fixture.engine().risk().generation() != generation);
      assertThat(fixture.slotState(LOST)).isNotEqualTo(SlotState.HEALTHY);
      lost.set(true);
      armed.set(false);
    }
    try {
      return method.invoke(catalog, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Whether this is the thread that plans, which does no tasks. */
  private static boolean isPlanning() {
    return Thread.currentThread().getName().equals("restriper-1");
  }
}
