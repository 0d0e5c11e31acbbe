package io.restriper.contract.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.contract.jar.JarProcess;
import io.restriper.contract.raw.RawConnection;
import io.restriper.contract.raw.Shot;
import io.restriper.contract.spec.SpecResponses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a server that wants tokens, with each kind of token, a wrong one and none. */
class GuardedWalkIT {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedWalkIT.class);
  private static final long SEED = Long.getLong("restriper.walk.seed", 20261127L);
  private static final long REQUESTS = Long.getLong("restriper.walk.guarded", 7_000L);
  private static final String STATUS = "/v1/cluster/protection/restriper/status";
  private static final List<Operation> OPERATIONS = Operation.all(SpecResponses.document());

  @Test
  void nobodyGetsInWithoutATokenOrFurtherThanItsRoleAllows()
      throws IOException, InterruptedException {
    List<String> tokens = new ArrayList<>();
    try (JarProcess server =
        JarProcess.start(
            "guarded",
            directory -> {
              for (String role : List.of("observer", "writer", "admin")) {
                tokens.add(JarProcess.createToken(directory, role));
              }
            },
            List.of("-Xmx128m"))) {
      Keyring keys = Keyring.of(tokens.get(0), tokens.get(1), tokens.get(2));
      showEach(server, tokens);
      Generator generator = new Generator(OPERATIONS, SEED);
      Judge judge =
          new Judge(
              SpecResponses.load(),
              OPERATIONS,
              Set.of(server.directory().toString(), tokens.get(0), tokens.get(1), tokens.get(2)),
              keys);
      long past = generator.singles();
      Walk walk =
          new Walk(
              server.address(),
              number -> keys.dressed(generator.shot(past + number), number),
              judge,
              keys);

      List<Walk.Failure> failures = walk.run(REQUESTS);

      LOG.info("The guarded walk sent {} requests: {}", walk.tally().total(), walk.tally());
      assertThat(failures).as("seed " + SEED).isEmpty();
      assertThat(walk.tally().neverSeen(OPERATIONS, status -> status == 401 || status == 429))
          .isEmpty();
      assertThat(walk.tally().statuses()).as("of observers at files").containsKey(403);
      assertThat(server.log()).doesNotContain(tokens);
      showEach(server, tokens);
    }
  }

  /** A token that was accepted is looked at also when too many wrong ones have come. */
  private static void showEach(JarProcess server, List<String> tokens) throws IOException {
    try (RawConnection connection = new RawConnection(server.address())) {
      for (String token : tokens) {
        Shot shot = Shot.of("GET", STATUS).plusHeader("Authorization: Bearer " + token);
        assertThat(connection.send(shot).status()).isEqualTo(200);
      }
    }
  }
}
