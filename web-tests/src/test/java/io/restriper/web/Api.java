package io.restriper.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** What a server really says, as it stands on the wire. */
final class Api {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;

  Api(URI server) {
    this.server = server;
  }

  JsonNode get(String path) {
    return Browser.json(send(HttpRequest.newBuilder(server.resolve(path)).build()));
  }

  JsonNode yaml(String path) {
    try {
      return new YAMLMapper().readTree(send(HttpRequest.newBuilder(server.resolve(path)).build()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void put(String path, byte[] content) {
    String ref = path.replace("/", "%2F");
    send(
        HttpRequest.newBuilder(server.resolve("/v1/files/" + ref + "/data"))
            .PUT(BodyPublishers.ofByteArray(content))
            .build());
  }

  private String send(HttpRequest request) {
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(request + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the server was asked", e);
    }
  }
}
