package io.restriper.server.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.server.jar.JarServer.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens are made and revoked by commands while the runnable jar runs. */
class TokensIT {
  private static final String STATUS = "/v1/cluster/protection/restriper/status";
  private static final Pattern MADE = Pattern.compile("(rst_[0-9a-f]{72})\\RToken (\\w{8}) with ");

  @TempDir Path directory;

  private record Made(String token, String id) {}

  private Made make(String role) throws IOException, InterruptedException {
    Ended ended = JarServer.run(directory, "token", "create", "--role", role, "--expires", "1d");
    Matcher made = MADE.matcher(ended.output());
    assertThat(made.find()).as(ended.output()).isTrue();
    return new Made(made.group(1), made.group(2));
  }

  private static int status(JarServer server, String path, String token) {
    return JarServer.send(server.request(path).header("Authorization", "Bearer " + token).build())
        .statusCode();
  }

  @Test
  void aServerThatRunsFollowsThem() throws IOException, InterruptedException {
    // Before the first start: it must not keep the server from making its drives.
    Made writer = make("writer");
    try (JarServer server = JarServer.start(directory)) {
      assertThat(server.ask(STATUS).statusCode()).isEqualTo(401);
      assertThat(status(server, STATUS, writer.token())).isEqualTo(200);
      assertThat(server.output()).contains("only for those who have a token");

      Made observer = make("observer");
      await().atMost(JarServer.LIMIT).until(() -> status(server, STATUS, observer.token()) == 200);
      assertThat(status(server, JarServer.data("/a"), observer.token())).isEqualTo(403);
      assertThat(status(server, JarServer.data("/a"), writer.token())).isEqualTo(404);

      Ended revoked = JarServer.run(directory, "token", "revoke", writer.id());
      assertThat(revoked.exitCode()).as(revoked.output()).isZero();
      await().atMost(JarServer.LIMIT).until(() -> status(server, STATUS, writer.token()) == 401);
      assertThat(status(server, STATUS, observer.token())).isEqualTo(200);

      assertThat(server.output())
          .contains("audit - token=" + observer.id() + " name=- role=observer remote=127.0.0.1")
          .doesNotContain(observer.token().substring(4, 40))
          .doesNotContain(writer.token().substring(4, 40));
      assertThat(server.stop()).isZero();
    }
  }
}
