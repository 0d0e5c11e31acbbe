package io.restriper.server.access;

import io.restriper.server.access.token.Token;
import io.restriper.server.access.token.TokenText;
import io.restriper.server.access.token.Tokens;
import io.restriper.server.error.ErrorAnswer;
import io.restriper.server.error.ErrorKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who is let in: everybody as long as there have never been tokens, and after that only those whose
 * token is one of them. Once it wants tokens it never stops to want them. Thread-safe.
 *
 * <p>Wrong tokens are limited for each address. An address that has used up what it has is refused
 * without a look at the token, unless that token was accepted from this address before: a program
 * that sends a wrong one must not shut out its neighbours, who may all have the address of one
 * proxy.
 */
public final class Access {
  /** So many wrong tokens an address may send at once. */
  static final int FAILURES = 20;

  /** The time in which an address may send one more. */
  static final Duration REFILL = Duration.ofSeconds(5);

  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([^ ]+) *");

  private final Clock clock;
  private final Buckets failures;
  private final Recent accepted = new Recent(Buckets.KEYS);
  private volatile Optional<Tokens> tokens;

  private Access(Optional<Tokens> tokens, Clock clock, LongSupplier nanos) {
    this.tokens = tokens;
    this.clock = clock;
    this.failures = new Buckets(FAILURES, REFILL, nanos);
  }

  /** Everybody is let in and may do everything, until there are tokens. */
  public static Access open() {
    return of(Optional.empty());
  }

  /** The access that a server starts with; without tokens everybody is let in. */
  public static Access of(Optional<Tokens> tokens) {
    return new Access(tokens, Clock.systemUTC(), System::nanoTime);
  }

  /**
   * The same with a time of its own.
   *
   * @param clock decides which tokens have expired
   * @param nanos a ticker, for the limit of wrong tokens
   */
  public static Access of(Optional<Tokens> tokens, Clock clock, LongSupplier nanos) {
    return new Access(tokens, clock, nanos);
  }

  /** Whether everybody is let in. */
  public boolean isOpen() {
    return tokens.isEmpty();
  }

  /** Has these tokens accepted from now on, and no others. */
  public void accept(Tokens now) {
    tokens = Optional.of(now);
  }

  /**
   * Decides on a request.
   *
   * @param authorization the values of its header fields {@code Authorization}
   * @param address where it comes from, see {@link Addresses#key}
   */
  public Verdict judge(List<String> authorization, String address) {
    return judge(authorization, () -> address);
  }

  /**
   * The same.
   *
   * @param address asked only if it matters
   */
  public Verdict judge(List<String> authorization, Supplier<String> address) {
    Optional<Tokens> known = tokens;
    if (known.isEmpty()) {
      return Verdict.admitted(Caller.EVERYBODY);
    }
    if (authorization.isEmpty()) {
      return Verdict.refused(tokenMissing());
    }
    Matcher bearer = BEARER.matcher(authorization.get(0));
    if (authorization.size() > 1 || !bearer.matches()) {
      return Verdict.refused(
          unauthorized(
              "invalid_request",
              "Authorization is not of the form 'Bearer TOKEN'. Send it once, and in that form."));
    }
    return judge(known.get(), bearer.group(1), address.get());
  }

  /** Decides on a request for what is open to everybody; a token that it has is not looked at. */
  public Verdict withoutToken() {
    return Verdict.admitted(isOpen() ? Caller.EVERYBODY : Caller.NOBODY);
  }

  private Verdict judge(Tokens known, String text, String address) {
    Optional<TokenText> sent = TokenText.parse(text);
    byte[] hash = sent.map(TokenText::hash).orElseGet(() -> new byte[0]);
    String seen = address + " " + HexFormat.of().formatHex(hash);
    Duration wait = failures.untilNext(address);
    if (!wait.isZero() && !accepted.contains(seen)) {
      return Verdict.refused(tooMany(wait));
    }
    Optional<Token> token = known.find(hash);
    Instant now = clock.instant();
    if (token.isPresent() && !token.get().isExpired(now)) {
      accepted.add(seen);
      return Verdict.admitted(Caller.of(token.get()));
    }
    failures.take(address);
    String why =
        sent.isEmpty()
            ? "The token is cut off, misspelt, or none of this server. Send it as it was given out."
            : token
                .flatMap(Token::expires)
                .map(end -> "The token has expired, at " + end + ". Ask the operator for another.")
                .orElse(
                    "The token is not known: it was revoked, or is one of another server. Ask the"
                        + " operator for one.");
    return Verdict.refused(unauthorized("invalid_token", why));
  }

  /** Whether a caller who was let in would be let in now. */
  public boolean stillAdmits(Caller caller) {
    Optional<Tokens> known = tokens;
    if (known.isEmpty()) {
      return true;
    }
    return known
        .get()
        .byId(caller.id())
        .filter(token -> !token.isExpired(clock.instant()))
        .isPresent();
  }

  /** The answer to whoever needs a token and sends none. */
  static ErrorAnswer tokenMissing() {
    return ErrorAnswer.of(
        ErrorKind.UNAUTHORIZED,
        "There is no token in the request. Send it as \"Authorization: Bearer TOKEN\".");
  }

  /** With the reasons of RFC 6750, section 3.1. */
  private static ErrorAnswer unauthorized(String error, String description) {
    return ErrorAnswer.of(
        ErrorKind.UNAUTHORIZED,
        ErrorKind.UNAUTHORIZED.status(),
        description,
        Map.of("WWW-Authenticate", "Bearer error=\"" + error + "\""));
  }

  private static ErrorAnswer tooMany(Duration wait) {
    long seconds = wait.plusMillis(999).toSeconds();
    return ErrorAnswer.of(
        ErrorKind.TOO_MANY_REQUESTS,
        ErrorKind.TOO_MANY_REQUESTS.status(),
        "Too many wrong tokens have come from this address. Wait "
            + seconds
            + " s, and send one that is right.",
        Map.of("Retry-After", Long.toString(seconds)));
  }
}
