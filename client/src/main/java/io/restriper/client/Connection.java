package io.restriper.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.call.Call;
import io.restriper.client.http.BodyStream;
import io.restriper.client.http.Http;
import io.restriper.client.http.Request;
import io.restriper.client.http.RequestBody;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One server: sends calls to it, each once, under this client's name. Thread-safe. */
final class Connection implements AutoCloseable {

  private final Http http;
  private final String endpoint;
  private final Supplier<String> token;
  private final String userAgent;
  private final Duration timeout;

  Connection(Http http, URI endpoint, Supplier<String> token, String userAgent, Duration timeout) {
    this.http = http;
    this.endpoint = endpoint.toString().replaceAll("/+$", "");
    this.token = token;
    this.userAgent = userAgent;
    this.timeout = timeout;
  }

  Duration timeout() {
    return timeout;
  }

  JsonNode json(Call call) {
    return json(call, timeout);
  }

  JsonNode json(Call call, Duration time) {
    return http.json(request(call, true, Optional.empty()), time);
  }

  JsonNode jsonWithoutToken(Call call) {
    return http.json(request(call, false, Optional.empty()), timeout);
  }

  JsonNode upload(Call call, RequestBody body) {
    return http.json(request(call, true, Optional.of(body)), timeout);
  }

  void nothing(Call call) {
    http.nothing(request(call, true, Optional.empty()), timeout);
  }

  HttpResponse<BodyStream> bytes(Call call) {
    return http.bytes(request(call, true, Optional.empty()), timeout);
  }

  BodyStream events(Call call) {
    return http.events(request(call, true, Optional.empty()), timeout);
  }

  @Override
  public void close() {
    http.close();
  }

  private Request request(Call call, boolean withToken, Optional<RequestBody> body) {
    Map<String, String> headers = new HashMap<>(call.headers());
    headers.put("User-Agent", userAgent);
    String bearer = withToken ? token.get() : null;
    if (bearer != null) {
      headers.put("Authorization", "Bearer " + bearer);
    }
    return new Request(call.method(), URI.create(endpoint + call.path()), headers, body);
  }
}
