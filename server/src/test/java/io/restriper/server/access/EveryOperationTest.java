package io.restriper.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.restriper.model.ErrorClass;
import io.restriper.server.Served;
import io.restriper.server.access.token.Role;
import io.restriper.server.access.token.Tokens;
import io.restriper.server.resource.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation of the contract, and every other path, by nobody and by each role. */
class EveryOperationTest {
  private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");
  private static final Given STRANGER = Given.of(99, Role.ADMIN);
  private static final Map<Role, Given> GIVEN = new EnumMap<>(Role.class);

  private static Served served;

  @BeforeAll
  static void start() throws IOException {
    for (Role role : Role.values()) {
      GIVEN.put(role, Given.of(role.ordinal(), role));
    }
    served =
        new Served(
            Access.of(Optional.of(new Tokens(GIVEN.values().stream().map(Given::token).toList()))));
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  /** An answer without its body, of which a stream has no end. */
  private static Answer ask(String method, String path, Optional<String> authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(served.uri() + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method,
                method.equals("PUT") ? BodyPublishers.ofString("x") : BodyPublishers.noBody());
    if (method.equals("PUT")) {
      request.header("Content-Type", "application/octet-stream");
    }
    authorization.ifPresent(value -> request.header("Authorization", value));
    HttpResponse<InputStream> response = served.stream(request.build());
    try (InputStream body = response.body()) {
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("WWW-Authenticate").orElse(""),
          response.statusCode() >= 400 && !method.equals("HEAD") ? body.readAllBytes() : null);
    }
  }

  private record Answer(int status, String challenge, byte[] body) {
    ErrorClass error() throws IOException {
      return ErrorClass.fromValue(Json.MAPPER.readTree(body).path("error_class").asText());
    }
  }

  private static Optional<String> bearer(Role role) {
    return Optional.of(GIVEN.get(role).bearer());
  }

  private static JsonNode contract() throws IOException {
    try (InputStream in =
        EveryOperationTest.class.getResourceAsStream("/META-INF/openapi/restriper.yaml")) {
      return new YAMLMapper().readTree(in);
    }
  }

  /** Method, path with something in the place of the parameters, and whether it needs a token. */
  static Stream<Arguments> operations() throws IOException {
    List<Arguments> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : contract().path("paths").properties()) {
      for (String method : METHODS) {
        JsonNode operation = path.getValue().path(method);
        if (!operation.isMissingNode()) {
          operations.add(
              arguments(
                  operation.path("operationId").asText(),
                  method.toUpperCase(java.util.Locale.ROOT),
                  path.getKey().replace("{ref}", "%2Fd%2Ff").replace("{id}", "7"),
                  !operation.has("security")));
        }
      }
    }
    return operations.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void eachOperationIsForTheRolesThatItIsFor(
      String operation, String method, String path, boolean needsToken) throws Exception {
    Answer withoutToken = ask(method, path, Optional.empty());
    if (!needsToken) {
      assertThat(withoutToken.status()).isEqualTo(200);
      assertThat(ask(method, path, Optional.of(STRANGER.bearer())).status()).isEqualTo(200);
      return;
    }
    assertThat(withoutToken.status()).isEqualTo(401);
    assertThat(withoutToken.challenge()).isEqualTo("Bearer");
    assertThat(withoutToken.error()).isEqualTo(ErrorClass.HTTP_UNAUTHORIZED_ERROR);
    Answer withAWrongOne = ask(method, path, Optional.of(STRANGER.bearer()));
    assertThat(withAWrongOne.status()).isIn(401, 429);

    // What an operator is told in docs/access.md, and not what the server's own table says.
    Role needed = path.startsWith("/v1/files/") ? Role.WRITER : Role.OBSERVER;
    for (Role role : Role.values()) {
      Answer answer = ask(method, path, bearer(role));
      if (role.compareTo(needed) >= 0) {
        assertThat(answer.status()).as("%s %s", role, operation).isIn(200, 404, 409);
      } else {
        assertThat(answer.status()).as("%s %s", role, operation).isEqualTo(403);
        assertThat(answer.challenge()).isEqualTo("Bearer error=\"insufficient_scope\"");
        assertThat(answer.error()).isEqualTo(ErrorClass.HTTP_FORBIDDEN_ERROR);
      }
      if (method.equals("GET")) {
        assertThat(ask("HEAD", path, bearer(role)).status()).isEqualTo(answer.status());
      }
    }
    assertThat(ask("OPTIONS", path, Optional.empty()).status()).isEqualTo(401);
    assertThat(ask("OPTIONS", path, bearer(Role.OBSERVER)).status()).isEqualTo(200);
  }

  @Test
  void everyOperationWasThoughtAbout() throws IOException {
    Set<String> ids = new HashSet<>();
    operations().forEach(each -> ids.add((String) each.get()[0]));

    assertThat(Operations.known()).containsAll(ids);
  }

  @Test
  void whatNobodyThoughtAboutIsForAdmins() {
    assertThat(Operations.neededBy("formatAllDrives")).contains(Role.ADMIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/docs",
        "/docs/openapi.yaml",
        "/docs/swagger-ui.css",
        "/web/main.js",
        "/web/style.css",
        "/healthz",
        "/readyz",
        "/v1/version"
      })
  void whatIsOpenIsOpenAlsoToWhoSendsAWrongToken(String path) throws Exception {
    assertThat(ask("GET", path, Optional.empty()).status()).isEqualTo(200);
    assertThat(ask("GET", path, Optional.of(STRANGER.bearer())).status()).isEqualTo(200);
    assertThat(ask("PUT", path, Optional.empty()).status()).isIn(401, 405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/docs/openapi.yaml", "/web/main.js", "/v1/version", "/healthz"})
  void whichMethodsAnOpenPathTakesIsOpenToo(String path) throws Exception {
    assertThat(ask("OPTIONS", path, Optional.empty()).status()).isEqualTo(200);
    assertThat(ask("OPTIONS", path, bearer(Role.ADMIN)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/web/drives.json"})
  void figuresAreForObservers(String path) throws Exception {
    assertThat(ask("GET", path, Optional.empty()).status()).isEqualTo(401);
    for (Role role : Role.values()) {
      assertThat(ask("GET", path, bearer(role)).status()).isEqualTo(200);
    }
  }

  /** However a path is written, and whatever comes of it, nothing is told to nobody. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/v1/nothing",
        "/v1",
        "/v1/version/more",
        "/metrics/",
        "//metrics",
        "/%6Detrics",
        "/metrics;x",
        "/metrics?x=1",
        "/web/drives%2Ejson",
        "/web/drives.json;x",
        "/web/drives.json?x",
        "/web/../metrics",
        "/docs/../metrics",
        "/docs/%2E%2E/metrics",
        "/docs/..%2Fmetrics",
        "/web/%2Fmetrics",
        "/V1/version",
        "/v1/cluster/slots",
        "/v1//cluster/slots/",
        "/v1/cluster/settings/",
        "/v1/%66iles/%2Fd%2Ff/data",
        "/healthz/../metrics"
      })
  void aPathInAnotherFormOpensNothing(String path) throws Exception {
    assertThat(ask("GET", path, Optional.empty()).status()).isIn(400, 401, 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/v1/nothing"})
  void whatIsNotThereIsToldToWhoIsLetIn(String path) throws Exception {
    assertThat(ask("GET", path, Optional.empty()).status()).isEqualTo(401);
    assertThat(ask("GET", path, bearer(Role.OBSERVER)).status()).isEqualTo(404);
  }

  /** A role is not got around by a path that is the same in another form. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/files/%2Fd%2Ff/data",
        "/v1/files/%2fd%2ff/data?offset=0",
        "/v1/%66iles/%2Fd%2Ff/data",
        "/v1//files/%2Fd%2Ff/data",
        "//v1/files/%2Fd%2Ff/data",
        "/v1/files/%2Fd%2Ff/data/",
        "/v1/files/%2Fd%2Ff/data;x=y",
        "/v1/files/%2F/entries",
        "/v1/files/%2F/entries/"
      })
  void anObserverGetsToNoFile(String path) throws Exception {
    served.put(
        "/v1/files/%2Fd%2Ff/data",
        "x",
        "Authorization",
        bearer(Role.WRITER).get(),
        "Content-Type",
        "application/octet-stream");
    assertThat(ask("GET", path, bearer(Role.OBSERVER)).status()).isIn(400, 403, 404);
  }
}
