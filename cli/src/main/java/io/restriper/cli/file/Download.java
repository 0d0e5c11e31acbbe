package io.restriper.cli.file;

import io.restriper.cli.base.CliException;
import io.restriper.cli.base.Outage;
import io.restriper.cli.base.Ticker;
import io.restriper.client.FileDownload;
import io.restriper.client.RestriperClient;
import io.restriper.client.error.RestriperApiException;
import io.restriper.client.error.RestriperException;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Brings the bytes of a file to a sink. It goes on with what the sink has, and with what came
 * before a connection broke off, as long as the entity tag says that the file is still the same.
 */
final class Download {
  private static final int BUFFER = 1 << 16;
  private static final int MOST_FAILURES = 5;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final RestriperClient client;
  private final Ticker ticker;
  private final Progress progress;
  private final byte[] buffer = new byte[BUFFER];

  Download(RestriperClient client, Ticker ticker, Progress progress) {
    this.client = client;
    this.ticker = ticker;
    this.progress = progress;
  }

  /**
   * Downloads a file.
   *
   * @throws RestriperException if the server does not give it
   * @throws IOException if the sink does not take it
   */
  void run(String path, Sink sink) throws IOException, InterruptedException {
    int failures = 0;
    while (true) {
      long before = sink.size();
      RestriperException failure = attempt(path, sink);
      if (failure == null) {
        sink.complete();
        return;
      }
      failures = sink.size() > before ? 1 : failures + 1;
      if (failures >= MOST_FAILURES || !Outage.is(failure)) {
        throw failure;
      }
      if (!ticker.pause(PAUSE)) {
        throw failure;
      }
    }
  }

  /** Null if all bytes have come. */
  private RestriperException attempt(String path, Sink sink) throws IOException {
    try (FileDownload download = open(path, sink)) {
      OptionalLong length = download.length();
      long begin = sink.size();
      OptionalLong total =
          length.isPresent() ? OptionalLong.of(begin + length.getAsLong()) : OptionalLong.empty();
      progress.begin(path, total, begin);
      RestriperException failure = copy(download, sink);
      if (failure == null && total.isPresent() && total.getAsLong() != sink.size()) {
        throw CliException.failed(
            "Of " + path + " came another number of bytes than the server announced.");
      }
      return failure;
    } finally {
      progress.end();
    }
  }

  private FileDownload open(String path, Sink sink) throws IOException {
    if (sink.size() > 0) {
      FileDownload rest = openRest(path, sink.size());
      if (rest != null) {
        if (rest.etag().map(sink::isOf).orElse(false)) {
          return rest;
        }
        rest.close();
      }
    }
    FileDownload all = client.get(path);
    try {
      sink.begin(all.etag().orElse(""));
      return all;
    } catch (IOException | RuntimeException e) {
      all.close();
      throw e;
    }
  }

  /** Null if the file is shorter than what is there, so that it is another one. */
  private FileDownload openRest(String path, long offset) {
    try {
      return client.get(path, offset, Long.MAX_VALUE - offset);
    } catch (RestriperApiException e) {
      if (Remote.isMissing(e) || e.status() / 100 != 4) {
        throw e;
      }
      return null;
    }
  }

  private RestriperException copy(FileDownload download, Sink sink) throws IOException {
    while (true) {
      int count;
      try {
        count = download.read(buffer, 0, buffer.length);
      } catch (IOException e) {
        if (e.getCause() instanceof RestriperException known) {
          return known;
        }
        throw e;
      }
      if (count < 0) {
        return null;
      }
      sink.write(buffer, count);
      progress.add(count);
    }
  }
}
