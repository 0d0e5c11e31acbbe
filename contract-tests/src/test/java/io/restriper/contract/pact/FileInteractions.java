package io.restriper.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import au.com.dius.pact.consumer.dsl.HttpRequestBuilder;
import au.com.dius.pact.consumer.dsl.PactDslJsonBody;
import io.restriper.client.FileDownload;
import io.restriper.client.FileSource;
import io.restriper.client.error.RestriperApiException;
import io.restriper.client.view.DirectoryPage;
import io.restriper.client.view.FileEntry;
import io.restriper.model.ErrorClass;
import io.restriper.model.FileType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Files in and out, and what can go wrong with them. */
final class FileInteractions {
  private static final String FILE = "/v1/files/%2Fdir%2Ffile";
  private static final String NONE = "/v1/files/%2Fnone";
  private static final String DIR = "/v1/files/%2Fdir";
  private static final String OCTETS = "application/octet-stream";
  private static final String TIME = "2026-11-24T08:30:15.123Z";
  private static final String TIME_PATTERN =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z";

  private FileInteractions() {}

  static byte[] content() {
    byte[] bytes = new byte[100];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  static List<Interaction> all() {
    List<Interaction> all = new ArrayList<>();
    all.add(put("a file is written", States.NEW_VOLUME));
    all.add(put("a file is replaced", States.FILE));
    all.add(read());
    all.add(readRange());
    all.add(attributes());
    all.add(directory());
    all.add(entries());
    all.add(entriesAfter());
    all.add(delete());
    all.addAll(errors());
    return all;
  }

  private static HttpRequestBuilder withContent(HttpRequestBuilder request) {
    return request.bodyMatchingContentType(OCTETS, content());
  }

  private static Interaction put(String what, String state) {
    return new Interaction(
        "putFileData",
        what,
        state,
        request -> withContent(request.method("PUT").path(FILE + "/data")),
        response -> response.status(200).body(file(new PactDslJsonBody())),
        client -> check(client.put("/dir/file", content())));
  }

  private static PactDslJsonBody file(PactDslJsonBody body) {
    return entry(body, "/dir/file", "file", "FS_FILE_TYPE_FILE", 0).stringValue("size", "100");
  }

  private static PactDslJsonBody entry(
      PactDslJsonBody body, String path, String name, String type, int children) {
    return body.stringValue("path", path)
        .stringValue("name", name)
        .stringValue("type", type)
        .stringMatcher("id", "[0-9]+", "1042")
        .stringMatcher("modification_time", TIME_PATTERN, TIME)
        .stringMatcher("creation_time", TIME_PATTERN, TIME)
        .integerType("num_links", 1)
        .numberValue("child_count", children)
        .stringMatcher("blocks", "[0-9]+", "6")
        .stringMatcher("datablocks", "[0-9]+", "4")
        .stringMatcher("metablocks", "[0-9]+", "2");
  }

  private static void check(FileEntry file) {
    assertThat(file.path()).isEqualTo("/dir/file");
    assertThat(file.type().is(FileType.FILE)).isTrue();
    assertThat(file.size()).hasValue(100);
    assertThat(file.unknowns().allUnderstood()).isTrue();
  }

  private static Interaction read() {
    return new Interaction(
        "getFileData",
        "a file is read",
        States.FILE,
        Interaction.get(FILE + "/data"),
        response -> response.status(200).headers("Content-Length", "100").body(content(), OCTETS),
        client -> {
          try (FileDownload download = client.get("/dir/file")) {
            assertThat(download.readAllBytes()).isEqualTo(content());
          }
        });
  }

  private static Interaction readRange() {
    byte[] part = java.util.Arrays.copyOfRange(content(), 10, 15);
    return new Interaction(
        "getFileData",
        "a part of a file is read",
        States.FILE,
        request ->
            request
                .method("GET")
                .path(FILE + "/data")
                .queryParameter("offset", "10")
                .queryParameter("length", "5"),
        response -> response.status(200).headers("Content-Length", "5").body(part, OCTETS),
        client -> {
          try (FileDownload download = client.get("/dir/file", 10, 5)) {
            assertThat(download.readAllBytes()).isEqualTo(part);
          }
        });
  }

  private static Interaction attributes() {
    return new Interaction(
        "getFileAttributes",
        "the attributes of a file",
        States.FILE,
        Interaction.get(FILE + "/info/attributes"),
        response -> response.status(200).body(file(new PactDslJsonBody())),
        client -> check(client.attributes("/dir/file")));
  }

  private static Interaction directory() {
    PactDslJsonBody body =
        entry(new PactDslJsonBody(), "/dir/", "dir", "FS_FILE_TYPE_DIRECTORY", 1)
            .stringValue("size", "0");
    return new Interaction(
        "getFileAttributes",
        "the attributes of a directory",
        States.FILE,
        Interaction.get(DIR + "/info/attributes"),
        response -> response.status(200).body(body),
        client -> assertThat(client.attributes("/dir").type().is(FileType.DIRECTORY)).isTrue());
  }

  private static PactDslJsonBody page(int files) {
    PactDslJsonBody body =
        new PactDslJsonBody()
            .stringValue("path", "/dir/")
            .stringMatcher("id", "[0-9]+", "7")
            .numberValue("child_count", 1);
    if (files == 0) {
      body.array("files").closeArray();
      return body;
    }
    PactDslJsonBody entry = body.array("files").object();
    return (PactDslJsonBody) file(entry).closeObject().closeArray();
  }

  private static Interaction entries() {
    return new Interaction(
        "listFileEntries",
        "the entries of a directory",
        States.FILE,
        request ->
            request
                .method("GET")
                .path(DIR + "/entries/")
                .queryParameter("after", "")
                .queryParameter("limit", "10"),
        response -> response.status(200).body(page(1)),
        client -> {
          DirectoryPage page = client.list("/dir", "", 10);
          assertThat(page.files()).hasSize(1);
          check(page.files().get(0));
        });
  }

  private static Interaction entriesAfter() {
    return new Interaction(
        "listFileEntries",
        "the entries behind the last one",
        States.FILE,
        request ->
            request
                .method("GET")
                .path(DIR + "/entries/")
                .queryParameter("after", "file")
                .queryParameter("limit", "10"),
        response -> response.status(200).body(page(0)),
        client -> assertThat(client.list("/dir", "file", 10).files()).isEmpty());
  }

  private static Interaction delete() {
    return new Interaction(
        "deleteFile",
        "a file is deleted",
        States.FILE,
        request -> request.method("DELETE").path(FILE),
        response -> response.status(200),
        client -> client.delete("/dir/file"));
  }

  private static List<Interaction> errors() {
    UnaryOperator<HttpRequestBuilder> putFile =
        request -> withContent(request.method("PUT").path(FILE + "/data"));
    return List.of(
        error(
            "getFileData",
            "a file that there is not is read",
            States.NEW_VOLUME,
            Interaction.get(NONE + "/data"),
            404,
            ErrorClass.FS_NO_SUCH_ENTRY_ERROR,
            client -> client.get("/none").close()),
        error(
            "getFileAttributes",
            "the attributes of a path with '..'",
            States.NEW_VOLUME,
            Interaction.get("/v1/files/%2F..%2Fetc/info/attributes"),
            400,
            ErrorClass.FS_INVALID_PATH_ERROR,
            client -> client.attributes("/../etc")),
        error(
            "getFileData",
            "a directory is read",
            States.FILE,
            Interaction.get(DIR + "/data"),
            409,
            ErrorClass.FS_NOT_A_FILE_ERROR,
            client -> client.get("/dir").close()),
        error(
            "listFileEntries",
            "the entries of a file",
            States.FILE,
            request ->
                request
                    .method("GET")
                    .path(FILE + "/entries/")
                    .queryParameter("after", "")
                    .queryParameter("limit", "10"),
            409,
            ErrorClass.FS_NOT_A_DIRECTORY_ERROR,
            client -> client.list("/dir/file", "", 10)),
        error(
            "deleteFile",
            "a directory with entries is deleted",
            States.FILE,
            request -> request.method("DELETE").path(DIR),
            409,
            ErrorClass.FS_DIRECTORY_NOT_EMPTY_ERROR,
            client -> client.delete("/dir")),
        error(
            "putFileData",
            "a file is replaced that is another version",
            States.FILE,
            request ->
                withContent(
                    request.method("PUT").path(FILE + "/data").header("If-Match", "\"feed\"")),
            412,
            ErrorClass.HTTP_PRECONDITION_FAILED_ERROR,
            client -> client.putIfMatch("/dir/file", FileSource.of(content()), "\"feed\"")),
        error(
            "getFileData",
            "a file is read beyond its end",
            States.FILE,
            request ->
                request
                    .method("GET")
                    .path(FILE + "/data")
                    .queryParameter("offset", "101")
                    .queryParameter("length", "1"),
            416,
            ErrorClass.HTTP_RANGE_NOT_SATISFIABLE_ERROR,
            client -> client.get("/dir/file", 101, 1).close()),
        error(
            "getFileData",
            "a file is read that too many drives are missing for",
            States.DATA_AWAY,
            Interaction.get(FILE + "/data"),
            503,
            ErrorClass.FS_DATA_UNAVAILABLE_ERROR,
            client -> client.get("/dir/file").close()),
        error(
            "putFileData",
            "a file is written with too few drives",
            States.FOUR_DRIVES,
            putFile,
            503,
            ErrorClass.FS_TOO_FEW_DRIVES_ERROR,
            client -> client.put("/dir/file", content())),
        error(
            "putFileData",
            "a file is written to full drives",
            States.FULL,
            putFile,
            507,
            ErrorClass.FS_NO_SPACE_ERROR,
            client -> client.put("/dir/file", content())));
  }

  private static Interaction error(
      String operationId,
      String what,
      String state,
      UnaryOperator<HttpRequestBuilder> request,
      int status,
      ErrorClass errorClass,
      Interaction.Call call) {
    return new Interaction(
        operationId,
        what,
        state,
        request,
        response -> Errors.answer(response, status, errorClass),
        client ->
            assertThatThrownBy(() -> call.run(client))
                .isInstanceOfSatisfying(
                    RestriperApiException.class,
                    e -> {
                      assertThat(e.status()).isEqualTo(status);
                      assertThat(e.errorClass().is(errorClass)).isTrue();
                      assertThat(e.description()).isNotBlank();
                    }));
  }
}
