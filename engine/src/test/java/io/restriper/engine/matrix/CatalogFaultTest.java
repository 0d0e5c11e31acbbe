package io.restriper.engine.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.SqliteCatalog;
import io.restriper.engine.local.drive.FaultyDriveFiles.Failure;
import io.restriper.engine.setup.EngineStartException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The disk of the catalog fails, or never answers. */
class CatalogFaultTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SIZE = 5 * EngineFixture.BLOCK;

  @TempDir Path root;
  private final byte[] before = EngineFixture.bytes(1, SIZE);
  private final byte[] after = EngineFixture.bytes(2, SIZE);
  private volatile Failure failure;
  private volatile CountDownLatch held = new CountDownLatch(0);
  private EngineFixture fixture;

  @BeforeEach
  void start() throws EngineStartException {
    fixture = new EngineFixture(root, "2+1", 4).withCatalogs(this::open).start();
    fixture.put("/file", before);
  }

  @AfterEach
  void stop() {
    failure = null;
    held.countDown();
    fixture.close();
  }

  private Catalog open(Path file, Clock clock) throws IOException {
    SqliteCatalog catalog = SqliteCatalog.open(file, clock);
    return (Catalog)
        Proxy.newProxyInstance(
            Catalog.class.getClassLoader(),
            new Class<?>[] {Catalog.class},
            (proxy, method, arguments) -> {
              held.await();
              Failure answer = failure;
              boolean canFail = method.getExceptionTypes().length > 0;
              if (answer != null && canFail) {
                throw answer.exception(file.toString());
              }
              try {
                return method.invoke(catalog, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @ParameterizedTest
  @FaultRow(
      fault = Fault.EIO,
      on = "the catalog",
      outcome =
          "Requests for files fail, the status answers; nothing is lost, and all goes on after.")
  @FaultRow(
      fault = Fault.EROFS,
      on = "the catalog",
      outcome =
          "Requests for files fail, the status answers; nothing is lost, and all goes on after.")
  @FaultRow(
      fault = Fault.EACCES,
      on = "the catalog",
      outcome =
          "Requests for files fail, the status answers; nothing is lost, and all goes on after.")
  @EnumSource(Failure.class)
  void requestsFailAndAllGoesOnAfterwards(Failure answer) {
    failure = answer;
    assertThatThrownBy(() -> fixture.put("/file", after)).isInstanceOf(Exception.class);
    assertThatThrownBy(() -> fixture.get("/file")).isInstanceOf(Exception.class);
    assertThat(fixture.status()).isNotNull();
    assertThat(fixture.engine().facts().slots()).hasSize(4);
    failure = null;
    assertThat(fixture.get("/file")).isEqualTo(before);
    fixture.put("/file", after);
    assertThat(fixture.get("/file")).isEqualTo(after);
    await()
        .atMost(LIMIT)
        .until(() -> !fixture.status().dataAtRisk() && fixture.blockFileCount() == 2 * 3 + 3);
  }

  @Test
  @FaultRow(
      fault = Fault.HANG,
      on = "the catalog",
      outcome = "Requests for files wait, the status answers; all goes on when the catalog does.")
  void theStatusAnswersWhileTheCatalogDoesNot() {
    held = new CountDownLatch(1);
    CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(() -> fixture.get("/file"));
    assertThat(fixture.status()).isNotNull();
    assertThat(fixture.engine().facts().slots()).hasSize(4);
    assertThat(fixture.engine().risk()).isNotNull();
    assertThat(read).isNotDone();
    held.countDown();
    assertThat(read.join()).isEqualTo(before);
  }
}
