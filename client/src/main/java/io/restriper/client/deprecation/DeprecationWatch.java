package io.restriper.client.deprecation;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for the headers Deprecation (RFC 9745), Sunset (RFC 8594) and Link in answers, and tells of
 * each operation once. Memory is bounded: of the first {@link #MOST_CALLS}. Thread-safe.
 */
public final class DeprecationWatch {
  /** How many calls are told of. */
  static final int MOST_CALLS = 100;

  private static final System.Logger LOG = System.getLogger("io.restriper.client");

  /** A date of RFC 9651, within what an {@link Instant} can hold. */
  private static final Pattern SINCE = Pattern.compile("@(-?[0-9]{1,15})");

  private static final Pattern SUCCESSOR =
      Pattern.compile("<([^<>]*)>[^<>]*;\\s*rel=\"?successor-version\"?(?=[\\s;,]|$)");

  private final Consumer<DeprecationNotice> listener;
  private final Set<String> told = new HashSet<>();

  /**
   * A watch.
   *
   * @param listener is told, on the thread that made the call
   */
  public DeprecationWatch(Consumer<DeprecationNotice> listener) {
    this.listener = listener;
  }

  /**
   * Tells of a deprecation in the log, as a warning of the logger {@code io.restriper.client}.
   *
   * @param notice the deprecation
   */
  public static void log(DeprecationNotice notice) {
    LOG.log(System.Logger.Level.WARNING, notice.message());
  }

  /**
   * Looks at an answer.
   *
   * @param method of the request
   * @param uri of the request
   * @param headers of the answer
   */
  public void look(String method, URI uri, HttpHeaders headers) {
    Optional<String> deprecation = headers.firstValue("Deprecation");
    if (deprecation.isEmpty()) {
      return;
    }
    String call = method + " " + uri.getRawPath();
    synchronized (told) {
      if (told.size() >= MOST_CALLS || !told.add(call)) {
        return;
      }
    }
    DeprecationNotice notice =
        new DeprecationNotice(
            call,
            since(deprecation.get()),
            headers.firstValue("Sunset").flatMap(DeprecationWatch::sunset),
            successor(uri, headers));
    try {
      listener.accept(notice);
    } catch (RuntimeException e) {
      // The call has succeeded, and whoever made it is to get its answer.
      LOG.log(System.Logger.Level.WARNING, "The listener to deprecations failed.", e);
    }
  }

  private static Optional<Instant> since(String text) {
    Matcher seconds = SINCE.matcher(text.strip());
    return seconds.matches()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds.group(1))))
        : Optional.empty();
  }

  private static Optional<Instant> sunset(String text) {
    try {
      DateTimeFormatter httpDate = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.US);
      return Optional.of(ZonedDateTime.parse(text.strip(), httpDate).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<URI> successor(URI asked, HttpHeaders headers) {
    for (String links : headers.allValues("Link")) {
      Matcher link = SUCCESSOR.matcher(links);
      if (link.find()) {
        try {
          return Optional.of(asked.resolve(link.group(1)));
        } catch (IllegalArgumentException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
