package io.restriper.contract.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.contract.jar.JarProcess;
import io.restriper.contract.raw.RawAnswer;
import io.restriper.contract.raw.RawConnection;
import io.restriper.contract.raw.Shot;
import io.restriper.contract.raw.Shot.Framing;
import io.restriper.contract.spec.SpecResponses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the runnable server for everything that the specification has, wrong in every way, and looks
 * whether it is as well afterwards as it was before.
 */
class SpecFuzzIT {
  private static final Logger LOG = LoggerFactory.getLogger(SpecFuzzIT.class);
  private static final long SEED = Long.getLong("restriper.walk.seed", 20261127L);
  private static final long REQUESTS = Long.getLong("restriper.walk.requests", 39_000L);
  private static final int MALFORMED = Integer.getInteger("restriper.walk.malformed", 4_000);

  /** What no walk over a server that is well, and that asks for no token, can bring about. */
  private static final Set<Integer> OUT_OF_REACH = Set.of(401, 429, 500, 503, 507);

  private static final String STATUS = "/v1/cluster/protection/restriper/status";
  private static final String KNOWN = "/v1/files/%2Fknown%2Ffile/data";
  private static final Pattern COMPLAINT =
      Pattern.compile(".*( ERROR |Incident|Exception|OutOfMemory|StackOverflow| at [\\w.]+\\().*");

  private static final SpecResponses SPEC = SpecResponses.load();
  private static final List<Operation> OPERATIONS = Operation.all(SpecResponses.document());

  private static JarProcess server;
  private static String known;
  private static Generator generator;
  private static Judge judge;

  @BeforeAll
  static void start() throws IOException {
    server = JarProcess.start("walk", "-Xmx128m");
    known = content();
    send(
        Shot.of("PUT", KNOWN)
            .plusHeader("Content-Type: application/octet-stream")
            .withBody(known, Framing.LENGTH));
    // So that there is a run to ask for.
    JarProcess.delete(server.drive(3));
    await()
        .atMost(JarProcess.LIMIT)
        .until(() -> send(Shot.of("GET", STATUS)).text().contains("\"FINISHED\""));
    generator = new Generator(OPERATIONS, SEED);
    judge = new Judge(SPEC, OPERATIONS, Set.of(server.directory().toString()));
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  private static String content() {
    byte[] bytes = new byte[300_000];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(256);
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static RawAnswer send(Shot shot) throws IOException {
    try (RawConnection connection = new RawConnection(server.address())) {
      return connection.send(shot);
    }
  }

  @Test
  void everythingWrongIsAnsweredAsSpecifiedAndHarmsNothing()
      throws IOException, InterruptedException {
    LOG.info("The walk has seed {}; -Drestriper.walk.seed= gives it again", SEED);
    Walk warmUp = new Walk(server.address(), generator, judge);
    assertThat(warmUp.run(1000)).isEmpty();
    Map<String, Integer> threads = server.vitals().lastingThreads();
    long descriptors = server.vitals().descriptors();

    Walk walk = new Walk(server.address(), generator, judge);
    List<Walk.Failure> failures = walk.run(REQUESTS);
    LOG.info(
        "The walk sent {} requests, {} of them with one thing wrong: {}",
        walk.tally().total(),
        generator.singles(),
        walk.tally());
    assertThat(failures).as("seed " + SEED).isEmpty();
    assertThat(walk.tally().neverSeen(OPERATIONS, status -> !OUT_OF_REACH.contains(status)))
        .as("documented and never answered")
        .isEmpty();

    Malformed malformed = new Malformed(server.address(), generator, judge, SEED);
    assertThat(malformed.run(MALFORMED)).as("seed " + SEED).isEmpty();
    LOG.info("{} requests that are no HTTP got {} answers", MALFORMED, malformed.answers());

    assertThat(send(Shot.of("GET", "/readyz")).status()).isEqualTo(200);
    assertThat(send(Shot.of("GET", STATUS)).text())
        .contains("\"FINISHED\"", "\"data_at_risk\":false", "\"blocked_reason\":\"\"");
    RawAnswer file = send(Shot.of("GET", KNOWN));
    assertThat(new String(file.body(), StandardCharsets.ISO_8859_1)).isEqualTo(known);
    await()
        .atMost(JarProcess.LIMIT)
        .untilAsserted(
            () -> assertThat(server.vitals().descriptors()).isLessThanOrEqualTo(descriptors + 5));
    await()
        .atMost(JarProcess.LIMIT)
        .untilAsserted(
            () ->
                assertThat(server.vitals().lastingThreads())
                    .allSatisfy(
                        (name, count) ->
                            // Those that had nothing to do for a while have gone.
                            assertThat(count).as(name).isLessThanOrEqualTo(most(name, threads))));
    assertThat(server.log().lines().filter(line -> COMPLAINT.matcher(line).matches())).isEmpty();
  }

  /** Those of a drive come and go, four at most; of the others there is what there was. */
  private static int most(String name, Map<String, Integer> before) {
    return Math.max(before.getOrDefault(name, 0), name.contains("drive-1:") ? 4 : 0);
  }
}
