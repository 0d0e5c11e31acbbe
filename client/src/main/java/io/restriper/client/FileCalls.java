package io.restriper.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.call.ApiCalls;
import io.restriper.client.call.Call;
import io.restriper.client.error.RestriperApiException;
import io.restriper.client.error.RestriperException;
import io.restriper.client.http.BodyStream;
import io.restriper.client.http.RequestBody;
import io.restriper.client.view.FileEntry;
import io.restriper.client.view.Views;
import io.restriper.model.ErrorClass;
import io.restriper.model.api.FilesApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/** The calls that move bytes or take them away, where a repetition needs thought. Thread-safe. */
final class FileCalls {

  private final Connection connection;
  private final Retrier retrier;

  FileCalls(Connection connection, Retrier retrier) {
    this.connection = connection;
    this.retrier = retrier;
  }

  /** The path itself, if a file can have it. */
  static String checked(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("A path begins with a slash, unlike \"" + path + "\".");
    }
    return path;
  }

  /** Writes a file; without a condition if the entity tag is null. */
  FileEntry write(String path, FileSource source, String etag) {
    String ref = checked(path);
    Call call = ApiCalls.of(FilesApi.class, api -> api.putFileData(ref, null, etag));
    Retrier.Repeat again =
        etag == null || etag.equals("*") ? Retrier.Repeat.ALWAYS : Retrier.Repeat.UNLESS_SENT;
    JsonNode json =
        retrier.call(
            source.isRepeatable() ? again : Retrier.Repeat.NEVER, () -> send(path, call, source));
    return Views.file(Json.object(json));
  }

  /** Reads a file, or the part of it that offset and length tell unless they are null. */
  FileDownload read(String path, Long offset, Long length) {
    String ref = checked(path);
    Call call = ApiCalls.of(FilesApi.class, api -> api.getFileData(ref, offset, length));
    HttpResponse<BodyStream> response =
        retrier.call(Retrier.Repeat.ALWAYS, () -> connection.bytes(call));
    return new FileDownload(response.body(), response.headers());
  }

  /** Deletes a file. */
  void delete(String path) {
    String ref = checked(path);
    Call call = ApiCalls.of(FilesApi.class, api -> api.deleteFile(ref));
    AtomicBoolean mayBeGone = new AtomicBoolean();
    retrier.call(
        Retrier.Repeat.ALWAYS,
        () -> {
          try {
            connection.nothing(call);
          } catch (RestriperException e) {
            // What an attempt did whose answer was lost is no failure of the next one.
            if (!mayBeGone.get() || !isNoSuchEntry(e)) {
              mayBeGone.compareAndSet(false, Retrier.mayHaveActed(e));
              throw e;
            }
          }
          return path;
        });
  }

  private JsonNode send(String path, Call call, FileSource source) {
    try (InputStream stream = source.open()) {
      return connection.upload(call, new RequestBody(stream, source.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The bytes to write to " + path + " could not be read: " + e.getMessage(), e);
    }
  }

  private static boolean isNoSuchEntry(RestriperException failure) {
    return failure instanceof RestriperApiException api
        && api.errorClass().is(ErrorClass.FS_NO_SUCH_ENTRY_ERROR);
  }
}
