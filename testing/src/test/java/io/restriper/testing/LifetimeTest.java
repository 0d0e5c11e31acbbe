package io.restriper.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.restriper.client.RestriperClient;
import io.restriper.model.RunPhase;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** How long a server lives, shown by test classes that are run from here and by nothing else. */
class LifetimeTest {
  private static final List<Path> DRIVES = new ArrayList<>();

  @BeforeEach
  @AfterEach
  void forget() {
    DRIVES.clear();
  }

  private static void saw(TestServer server) {
    DRIVES.add(server.drive(1));
    assertThat(server.client().version().revisionId()).isNotEmpty();
    assertThat(server.drive(1)).isDirectory();
  }

  private static EngineExecutionResults run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute();
  }

  private static void allPassed(Class<?> tests, int number) {
    run(tests).testEvents().assertStatistics(events -> events.succeeded(number).failed(0));
    assertThat(DRIVES).hasSize(number).allSatisfy(drive -> assertThat(drive).doesNotExist());
    assertThat(DRIVES)
        .allSatisfy(drive -> assertThat(drive.getParent()).as("its parent").doesNotExist());
  }

  static final class OfAClass {
    @RegisterExtension static final RestriperExtension RESTRIPER = new RestriperExtension();

    @Test
    void one() {
      saw(RESTRIPER);
    }

    @Test
    void other(TestServer server) {
      saw(server);
    }

    @Nested
    final class Within {
      @Test
      void third(URI uri) {
        assertThat(uri).isEqualTo(RESTRIPER.uri());
        saw(RESTRIPER);
      }
    }
  }

  @Test
  void aStaticFieldIsOneServerForTheClassAndItsNestedOnes() {
    allPassed(OfAClass.class, 3);
    assertThat(DRIVES).containsOnly(DRIVES.get(0));
  }

  static final class OfOneMethod {
    @RegisterExtension final RestriperExtension restriper = new RestriperExtension();

    @Test
    void one() {
      saw(restriper);
    }

    @Test
    void other(RestriperClient client) {
      assertThat(client).isSameAs(restriper.client());
      saw(restriper);
    }
  }

  @Test
  void anInstanceFieldIsAServerForEachTest() {
    allPassed(OfOneMethod.class, 2);
    assertThat(DRIVES).doesNotHaveDuplicates();
  }

  @ExtendWith(RestriperExtension.class)
  static final class Extended {
    private final URI uri;

    Extended(URI uri) {
      this.uri = uri;
    }

    @Test
    void one(TestServer server, RestriperClient client) {
      assertThat(server.uri()).isEqualTo(uri);
      assertThat(server.client()).isSameAs(client);
      saw(server);
    }

    @Test
    void other(TestServer server) {
      saw(server);
    }
  }

  @Test
  void anAnnotatedClassHasOneServerWhichItsConstructorMayTake() {
    allPassed(Extended.class, 2);
    assertThat(DRIVES).containsOnly(DRIVES.get(0));
  }

  static final class ExtendedMethods {
    @Test
    @ExtendWith(RestriperExtension.class)
    void one(TestServer server) {
      saw(server);
    }

    @Test
    @ExtendWith(RestriperExtension.class)
    void other(TestServer server) {
      saw(server);
    }
  }

  @Test
  void anAnnotatedMethodHasAServerOfItsOwn() {
    allPassed(ExtendedMethods.class, 2);
    assertThat(DRIVES).doesNotHaveDuplicates();
  }

  static final class TooEarly {
    @RegisterExtension final RestriperExtension restriper = new RestriperExtension();

    TooEarly() {
      restriper.loseDrive(1);
    }

    @Test
    void never() {}
  }

  @Test
  void aConstructorCannotUseAServerThatItsTestWillStart() {
    Optional<Throwable> failure =
        run(TooEarly.class).testEvents().failed().stream()
            .findFirst()
            .flatMap(event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable());
    assertThat(failure).isPresent();
    assertThat(failure.get()).hasMessageContaining("No server is running");
  }

  static final class Held {
    @RegisterExtension final RestriperExtension restriper = new RestriperExtension();

    @Test
    void leavesARunHeld() {
      saw(restriper);
      restriper.client().put("/file", new byte[1000]);
      restriper.hold(RunPhase.PLANNING).loseDrive(1).awaitHeld();
    }
  }

  @Test
  void aRunThatIsLeftHeldHoldsUpNobody() {
    allPassed(Held.class, 1);
  }
}
