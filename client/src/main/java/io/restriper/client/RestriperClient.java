package io.restriper.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.call.ApiCalls;
import io.restriper.client.call.Call;
import io.restriper.client.error.RestriperApiException;
import io.restriper.client.error.RestriperException;
import io.restriper.client.error.RestriperTimeoutException;
import io.restriper.client.event.EventStream;
import io.restriper.client.run.Run;
import io.restriper.client.run.RunPage;
import io.restriper.client.run.RunViews;
import io.restriper.client.view.ClusterStatus;
import io.restriper.client.view.DirectoryPage;
import io.restriper.client.view.FileEntry;
import io.restriper.client.view.FileSystemUsage;
import io.restriper.client.view.LegacyStatus;
import io.restriper.client.view.Node;
import io.restriper.client.view.Protection;
import io.restriper.client.view.ServerVersion;
import io.restriper.client.view.Settings;
import io.restriper.client.view.Slot;
import io.restriper.client.view.Views;
import io.restriper.model.api.FileSystemApi;
import io.restriper.model.api.FilesApi;
import io.restriper.model.api.NodesApi;
import io.restriper.model.api.ProtectionApi;
import io.restriper.model.api.RestriperApi;
import io.restriper.model.api.RunsApi;
import io.restriper.model.api.SettingsApi;
import io.restriper.model.api.SlotsApi;
import io.restriper.model.api.VersionApi;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A client of one server. Thread-safe; make one and share it. To be closed.
 *
 * <p>Every method that calls the server throws a {@link RestriperException}: a {@link
 * RestriperApiException} for a documented error, others if the server could not be reached or does
 * not speak the API. What a newer server adds does not make a method throw; see {@code
 * io.restriper.client.view}.
 *
 * <p>Calls that can be repeated are, as the {@link RetryPolicy} says: all that read, {@link
 * #delete}, and writes whose bytes can be read again. A timeout is not followed by another attempt.
 */
public final class RestriperClient implements AutoCloseable {

  private static final int PAGE = 1000;
  private static final int RUN_PAGE = 20;

  private final Connection connection;
  private final Retrier retrier;
  private final Finish finish;
  private final FileCalls files;
  private final ClosableWaiting waiting;
  private final AtomicBoolean closed = new AtomicBoolean();

  RestriperClient(Connection connection, Retrier retrier, Finish finish, ClosableWaiting waiting) {
    this.connection = connection;
    this.retrier = retrier;
    this.finish = finish;
    this.files = new FileCalls(connection, retrier);
    this.waiting = waiting;
  }

  /**
   * Begins to make a client.
   *
   * @param endpoint where the server listens, such as {@code http://127.0.0.1:8000}, possibly with
   *     a path that goes before those of the API
   * @return a builder
   * @throws IllegalArgumentException if it is not a URL that a server can have
   */
  public static RestriperClientBuilder builder(URI endpoint) {
    return new RestriperClientBuilder(endpoint);
  }

  /**
   * What the restriper is doing, how far it is, and whether data is at risk.
   *
   * @return the status
   */
  public ClusterStatus status() {
    return Views.status(object(ApiCalls.of(RestriperApi.class, RestriperApi::getRestriperStatus)));
  }

  /**
   * The older view of the same, with an estimate of the time that is left; for servers that have no
   * other. {@link #status()} is the one to read.
   *
   * @return the older status
   */
  @SuppressWarnings("deprecation") // The operation is deprecated, and has to be callable.
  public LegacyStatus legacyStatus() {
    return Views.legacyStatus(
        object(ApiCalls.of(RestriperApi.class, RestriperApi::getLegacyRestriperStatus)));
  }

  /**
   * Waits until the last run of the restriper is over. A server that cannot be reached for a while
   * is waited for as well. A state that this client does not know is not "finished".
   *
   * <p>Finished does not mean safe: look at {@link ClusterStatus#isKnownToBeSafe()} and {@link
   * ClusterStatus#isBlocked()} of the result. If a drive was lost just before and no run has begun
   * because of it, the result comes at once and tells that data is at risk.
   *
   * @param timeout how long to wait at most; zero looks once
   * @return the status, whose state is FINISHED
   * @throws RestriperTimeoutException if the time is over; it carries the last status
   */
  public ClusterStatus awaitFinished(Duration timeout) {
    checkOpen();
    return finish.await(timeout);
  }

  /**
   * Hears of the restriper and the drives as things happen.
   *
   * @param after ID of the last event that was seen, to go on after it; null to begin with the
   *     status as it is now
   * @return the events, to be closed
   */
  public EventStream events(String after) {
    checkOpen();
    return EventCalls.stream(connection, retrier, after);
  }

  /**
   * A page of the last 100 runs of the restriper.
   *
   * @param after ID of the run to begin after, or null for the first page
   * @param limit runs at most, 1 to 100
   * @return the page, the newest first; with fewer runs than {@code limit} it is the last one
   */
  public RunPage runs(String after, int limit) {
    Call call = ApiCalls.of(RunsApi.class, api -> api.listRestriperRuns(after, limit));
    return RunViews.runs(object(call.ofCollection()));
  }

  /**
   * The last 100 runs of the restriper, fetched in pages as the stream is consumed, so that it may
   * throw what {@link #runs(String, int)} throws.
   *
   * @return the runs, the newest first
   */
  public Stream<Run> runs() {
    return RunViews.all(after -> runs(after, RUN_PAGE), RUN_PAGE);
  }

  /**
   * One run of the restriper, also while it is going on.
   *
   * @param id of the run
   * @return the run
   */
  public Run run(String id) {
    Objects.requireNonNull(id, "id");
    return RunViews.run(object(ApiCalls.of(RunsApi.class, api -> api.getRestriperRun(id))));
  }

  /** {@return how many failures the cluster survives} */
  public Protection protection() {
    return Views.protection(
        object(ApiCalls.of(ProtectionApi.class, ProtectionApi::getProtectionStatus)));
  }

  /**
   * All slots of the cluster, empty ones included.
   *
   * @return the slots, ordered by node and then by slot
   */
  public List<Slot> slots() {
    Call call = ApiCalls.of(SlotsApi.class, SlotsApi::listSlots).ofCollection();
    return Json.list(read(() -> connection.json(call)), Views::slot);
  }

  /**
   * One slot.
   *
   * @param id "node:slot"
   * @return the slot
   */
  public Slot slot(String id) {
    Objects.requireNonNull(id, "id");
    return Views.slot(object(ApiCalls.of(SlotsApi.class, api -> api.getSlot(id))));
  }

  /**
   * All nodes of the cluster.
   *
   * @return the nodes, ordered by ID
   */
  public List<Node> nodes() {
    Call call = ApiCalls.of(NodesApi.class, NodesApi::listNodes).ofCollection();
    return Json.list(read(() -> connection.json(call)), Views::node);
  }

  /** {@return what the cluster is called} */
  public Settings settings() {
    return Views.settings(object(ApiCalls.of(SettingsApi.class, SettingsApi::getClusterSettings)));
  }

  /** {@return how much the file system holds} */
  public FileSystemUsage fileSystem() {
    return Views.fileSystem(object(ApiCalls.of(FileSystemApi.class, FileSystemApi::getFileSystem)));
  }

  /**
   * Which build of the server answers. Sent without the token.
   *
   * @return the version
   */
  public ServerVersion version() {
    Call call = ApiCalls.of(VersionApi.class, VersionApi::getVersion);
    return Views.version(Json.object(read(() -> connection.jsonWithoutToken(call))));
  }

  /**
   * Writes a file: creates it, or replaces its bytes. When this returns, the bytes are safe.
   *
   * <p>If the source can be read again, the call may be repeated, and another writer's bytes that
   * came between two attempts are replaced as well.
   *
   * @param path absolute path
   * @param source the bytes
   * @return the attributes of the file
   * @throws UncheckedIOException if the bytes of the source cannot be read; the file is then what
   *     it was before
   */
  public FileEntry put(String path, FileSource source) {
    checkOpen();
    return files.write(path, source, null);
  }

  /**
   * Writes a file from an array.
   *
   * @param path absolute path
   * @param bytes the bytes
   * @return the attributes of the file
   */
  public FileEntry put(String path, byte[] bytes) {
    return put(path, FileSource.of(bytes));
  }

  /**
   * Writes a file from a local one.
   *
   * @param path absolute path
   * @param file the local file
   * @return the attributes of the file
   * @throws UncheckedIOException if the local file cannot be read
   */
  public FileEntry put(String path, Path file) {
    return put(path, FileSource.of(file));
  }

  /**
   * Writes a file from a stream, which is read to its end and closed. Never repeated.
   *
   * @param path absolute path
   * @param stream the bytes
   * @return the attributes of the file
   * @throws UncheckedIOException if the stream fails; the file is then what it was before
   */
  public FileEntry put(String path, InputStream stream) {
    return put(path, FileSource.once(stream));
  }

  /**
   * Replaces the bytes of a file only if it is still the one that an entity tag names.
   *
   * <p>An attempt that the server may have acted on is not repeated: a second one would be refused
   * because of the first.
   *
   * @param path absolute path
   * @param source the bytes
   * @param etag entity tag with its quotes, or {@code *} for any file that exists
   * @return the attributes of the file
   * @throws UncheckedIOException if the bytes of the source cannot be read
   */
  public FileEntry putIfMatch(String path, FileSource source, String etag) {
    checkOpen();
    return files.write(path, source, Objects.requireNonNull(etag, "etag"));
  }

  /**
   * Reads a file.
   *
   * @param path absolute path
   * @return its bytes, to be closed
   */
  public FileDownload get(String path) {
    checkOpen();
    return files.read(path, null, null);
  }

  /**
   * Reads a part of a file.
   *
   * @param path absolute path
   * @param offset first byte, from 0 up to the size of the file
   * @param length bytes at most, 0 or more; what goes beyond the end is left out
   * @return its bytes, to be closed
   */
  public FileDownload get(String path, long offset, long length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(
          "offset and length are 0 or more, not " + offset + " and " + length + ".");
    }
    checkOpen();
    return files.read(path, offset, length);
  }

  /**
   * The attributes of a file or a directory.
   *
   * @param path absolute path
   * @return the attributes
   */
  public FileEntry attributes(String path) {
    String ref = FileCalls.checked(path);
    return Views.file(object(ApiCalls.of(FilesApi.class, api -> api.getFileAttributes(ref))));
  }

  /**
   * A page of the entries of a directory.
   *
   * @param path absolute path
   * @param after name of the entry to begin after, or null for the first page
   * @param limit entries at most, 1 to 10000
   * @return the page; with fewer entries than {@code limit} it is the last one
   */
  public DirectoryPage list(String path, String after, int limit) {
    String ref = FileCalls.checked(path);
    return Views.entries(
        object(ApiCalls.of(FilesApi.class, api -> api.listFileEntries(ref, after, limit))));
  }

  /**
   * All entries of a directory. The pages are fetched as the stream is consumed, so it may throw
   * what {@link #list} throws.
   *
   * @param path absolute path
   * @return the entries, by name in the order of their UTF-8 bytes
   */
  public Stream<FileEntry> list(String path) {
    FileCalls.checked(path);
    return Entries.stream(after -> list(path, after, PAGE), PAGE);
  }

  /**
   * Deletes a file, or a directory without entries.
   *
   * <p>If an attempt breaks off after it was sent, and the next one is told that there is no such
   * file, the first one did it, or somebody else: what was wanted is the case, and this returns.
   *
   * @param path absolute path
   */
  public void delete(String path) {
    checkOpen();
    files.delete(path);
  }

  /**
   * Ends what is going on: calls that wait fail, downloads cannot be read any more. Every later
   * call throws {@link IllegalStateException}. Closing again does nothing.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      waiting.close();
      connection.close();
    }
  }

  private JsonNode object(Call call) {
    return Json.object(read(() -> connection.json(call)));
  }

  private <T> T read(Supplier<T> call) {
    checkOpen();
    return retrier.call(Retrier.Repeat.ALWAYS, call);
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException("The client is closed.");
    }
  }
}
