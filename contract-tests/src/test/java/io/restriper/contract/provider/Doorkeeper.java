package io.restriper.contract.provider;

import io.restriper.server.access.Access;
import io.restriper.server.access.token.Role;
import io.restriper.server.access.token.Token;
import io.restriper.server.access.token.TokenText;
import io.restriper.server.access.token.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Lets in who has the token of an observer that the pacts know. */
final class Doorkeeper {
  private static final String OBSERVER =
      "rst_0000000000000000000000000000000000000000000000000000000000000000e94d2db2";
  private static final int TOO_MANY_REQUESTS = 429;

  private Doorkeeper() {}

  static Access access() {
    TokenText text = TokenText.parse(OBSERVER).orElseThrow();
    Token token =
        new Token(
            "00000001",
            "pact",
            Role.OBSERVER,
            Instant.parse("2026-11-27T00:00:00Z"),
            Optional.empty(),
            HexFormat.of().formatHex(text.hash()));
    // No time passes, so that too many stay too many however long the verifier takes.
    return Access.of(Optional.of(new Tokens(List.of(token))), Clock.systemUTC(), () -> 0);
  }

  /** Sends wrong tokens until the server has had enough of them. */
  static void annoy(URI server) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest wrong =
        HttpRequest.newBuilder(server.resolve("/v1/cluster/settings"))
            .header("Authorization", "Bearer wrong")
            .build();
    while (client.send(wrong, HttpResponse.BodyHandlers.discarding()).statusCode()
        != TOO_MANY_REQUESTS) {
      Thread.onSpinWait();
    }
  }
}
