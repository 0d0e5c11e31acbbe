package io.restriper.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.server.Served;
import io.restriper.server.http.HttpOptions;
import io.restriper.server.limit.Limits;
import io.restriper.server.tls.Authority.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole API over TLS, in both versions of HTTP. */
@Timeout(120)
class TlsHttpTest {
  @TempDir private static Path directory;

  private static Authority authority;
  private static Served served;

  @BeforeAll
  static void start() throws Exception {
    authority = new Authority("root");
    TlsSettings settings = Authority.store(directory, authority.issue("server"));
    served = served(settings);
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  private static Served served(TlsSettings settings) throws Exception {
    Tls tls = Tls.load(settings, Clock.systemUTC());
    return new Served(new HttpOptions(Optional.of(tls), Limits.DEFAULTS));
  }

  private static HttpClient client(Version version, SSLContext context) {
    return HttpClient.newBuilder().version(version).sslContext(context).build();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(served.server.uri() + path));
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void filesGoInAndOut(Version version) throws Exception {
    assertThat(served.server.uri().getScheme()).isEqualTo("https");
    HttpClient client = client(version, authority.client());
    byte[] content = new byte[3_000_000];
    Arrays.fill(content, (byte) 7);
    String file = "/v1/files/%2Fover%2F" + version + "/data";

    HttpResponse<String> put =
        client.send(
            request(file).PUT(BodyPublishers.ofByteArray(content)).build(),
            BodyHandlers.ofString());
    assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
    assertThat(put.version()).isEqualTo(version);
    HttpResponse<byte[]> got = client.send(request(file).build(), BodyHandlers.ofByteArray());
    assertThat(got.statusCode()).isEqualTo(200);
    assertThat(got.body()).isEqualTo(content);
    assertThat(got.headers().allValues("Content-Length")).containsExactly("3000000");
    HttpResponse<String> deleted =
        client.send(request(file.replace("/data", "")).DELETE().build(), BodyHandlers.ofString());
    assertThat(deleted.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void errorsAreToldAsWithoutTls(Version version) throws Exception {
    HttpClient client = client(version, authority.client());
    for (String path : List.of("/v1/files/%2Fnone/data", "/v1/files/%2F..%2Fx/data", "/nothing")) {
      HttpResponse<String> answer = client.send(request(path).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isIn(400, 404);
      assertThat(answer.body()).contains("\"error_class\"");
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    }
    HttpResponse<String> refused =
        client.send(
            request("/v1/files/%2Fa%2F..%2Fb/data")
                .PUT(BodyPublishers.ofByteArray(new byte[2_000_000]))
                .build(),
            BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void anAnswerThatBreaksOffIsNotTakenForTheWhole(Version version) throws Exception {
    HttpClient client = client(version, authority.client());
    try (Served other = served(Authority.store(directory, authority.issue("other")))) {
      other.files.endlessSize = Optional.of(10_000_000L);
      other.files.breakAfter = Optional.of(1_000_000L);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(other.server.uri() + "/v1/files/%2Ff/data")).build();
      assertThatThrownBy(() -> client.send(request, BodyHandlers.ofByteArray()))
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void eventsFlow(Version version) throws Exception {
    HttpClient client = client(version, authority.client());
    HttpResponse<InputStream> answer =
        client.send(
            request("/v1/cluster/protection/restriper/events").build(),
            BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      assertThat(new String(body.readNBytes(12))).startsWith("retry: ");
    }
  }

  @Test
  void manyRequestsShareAConnection() throws Exception {
    HttpClient client = client(Version.HTTP_2, authority.client());
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    client.sendAsync(
                        request("/v1/cluster/protection/restriper/status").build(),
                        BodyHandlers.ofString()))
            .toList();
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
      assertThat(answer.get().version()).isEqualTo(Version.HTTP_2);
    }
  }

  @Test
  void whoDoesNotTrustTheAuthorityGetsNoConnection() throws Exception {
    HttpClient stranger = client(Version.HTTP_2, new Authority("another").client());
    assertThatThrownBy(() -> stranger.send(request("/healthz").build(), BodyHandlers.ofString()))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void clientsNeedACertificateWhereOneIsAskedFor() throws Exception {
    Identity identity = authority.issue("server");
    Path folder = Files.createDirectory(directory.resolve("mutual"));
    TlsSettings files = Authority.store(folder, identity);
    Authority clients = new Authority("clients");
    TlsSettings mutual =
        new TlsSettings(
            files.certificate(),
            files.key(),
            Optional.of(Files.writeString(folder.resolve("ca.pem"), clients.pem())));
    try (Served strict = served(mutual)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(strict.server.uri() + "/healthz")).build();
      HttpClient known = client(Version.HTTP_2, authority.client(clients.issue("somebody")));
      assertThat(known.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      for (SSLContext context :
          List.of(authority.client(), authority.client(authority.issue("nobody")))) {
        HttpClient unknown = client(Version.HTTP_2, context);
        assertThatThrownBy(() -> unknown.send(request, BodyHandlers.ofString()))
            .isInstanceOf(IOException.class);
      }
    }
  }
}
