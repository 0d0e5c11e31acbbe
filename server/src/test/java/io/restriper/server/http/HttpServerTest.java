package io.restriper.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, true, https://localhost:8443",
    "::, true, https://localhost:8443",
    "127.0.0.1, false, http://127.0.0.1:8443",
    "::1, false, http://[0:0:0:0:0:0:0:1]:8443"
  })
  void tellsWhereItAnswers(String address, boolean secure, URI uri) {
    assertThat(HttpServer.uri(secure, new InetSocketAddress(address, 8443))).isEqualTo(uri);
  }
}
