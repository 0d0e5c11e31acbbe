package io.restriper.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.server.Served;
import io.restriper.server.access.token.Role;
import io.restriper.server.access.token.Tokens;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what names a server may be called. */
class HostsTest {
  private static final String STATUS = "/v1/cluster/protection/restriper/status";
  private static final String WITH_ANOTHER_NAME =
      " HTTP/1.1\r\nHost: rebound.example:8000\r\nConnection: close\r\n";

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "localhost, false",
    "LocalHost, false",
    "localhost., false",
    "a.localhost, false",
    "127.0.0.1, false",
    "192.0.2.7, false",
    "[::1], false",
    "::1, false",
    "evil.example, true",
    "localhost.evil.example, true",
    "evillocalhost, true",
    "127.0.0.1.evil.example, true",
    "nas, true",
    "x, true"
  })
  void onlyANameCanBeAnotherSites(String name, boolean foreign) {
    assertThat(Hosts.isForeign(name)).isEqualTo(foreign);
  }

  @Test
  void anotherSitesNameIsRefusedWhereEverybodyIsLetIn() throws IOException {
    try (Served served = new Served()) {
      for (String request : List.of("GET " + STATUS, "GET /metrics", "DELETE /v1/files/%2Fa")) {
        assertThat(served.raw(request + WITH_ANOTHER_NAME + "\r\n"))
            .startsWith("HTTP/1.1 403 ")
            .contains("http_forbidden_error", "localhost", "WWW-Authenticate: Bearer\r\n");
      }
      assertThat(served.raw("GET /v1/version" + WITH_ANOTHER_NAME + "\r\n"))
          .startsWith("HTTP/1.1 200 ");
      assertThat(served.raw("GET " + STATUS + " HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void whoeverHasATokenMayCallItAsTheyLike() throws IOException {
    Given observer = Given.of(1, Role.OBSERVER);
    Access access = Access.of(Optional.of(new Tokens(List.of(observer.token()))));
    try (Served served = new Served(access)) {
      String authorization = "Authorization: " + observer.bearer() + "\r\n\r\n";
      assertThat(served.raw("GET " + STATUS + WITH_ANOTHER_NAME + authorization))
          .startsWith("HTTP/1.1 200 ");
    }
  }
}
