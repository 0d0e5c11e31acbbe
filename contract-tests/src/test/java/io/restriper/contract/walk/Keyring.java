package io.restriper.contract.walk;

import io.restriper.contract.raw.Shot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tokens that a server knows, and what may come of a request with each, with none, and with a
 * wrong one.
 */
final class Keyring {
  /** Of a server that lets everybody in. */
  static final Keyring OPEN = new Keyring(List.of());

  private static final Pattern WITHOUT_TOKEN =
      Pattern.compile("/|/docs(/.*)?|/web/.*|/healthz|/readyz|/v1/version/?");
  private static final String FIELD = "Authorization: Bearer ";
  private static final String WRONG = FIELD + "rst_" + "0".repeat(72);

  /** One with a wrong one, one with none, one with each of the lesser roles. */
  private static final int ROUND = 8;

  /** What tells nothing but that the request itself cannot be, or that nobody is let in. */
  private static final Set<Integer> TELLS_NOTHING =
      Set.of(400, 401, 408, 413, 414, 415, 417, 429, 431, 505);

  /** Those of an observer, a writer and an admin. */
  private final List<String> tokens;

  private Keyring(List<String> tokens) {
    this.tokens = tokens;
  }

  /** Of a server that knows these. */
  static Keyring of(String observer, String writer, String admin) {
    return new Keyring(List.of(FIELD + observer, FIELD + writer, FIELD + admin));
  }

  /** The statuses with which the server may refuse whatever is asked for. */
  Set<Integer> refusals() {
    return tokens.isEmpty() ? Set.of(403) : Set.of(401, 403, 429);
  }

  /** A request that is let in, and may do everything. */
  Shot allowed(Shot shot) {
    return tokens.isEmpty() ? shot : shot.plusHeader(tokens.get(2));
  }

  /** A request with one of the tokens, a wrong one or none, unless it says itself who it is of. */
  Shot dressed(Shot shot, long number) {
    if (tokens.isEmpty() || !authorization(shot).isEmpty()) {
      return shot;
    }
    return switch ((int) (number % ROUND)) {
      case 0 -> shot;
      case 1 -> shot.plusHeader(WRONG);
      case 2 -> shot.plusHeader(tokens.get(0));
      case 3 -> shot.plusHeader(tokens.get(1));
      default -> allowed(shot);
    };
  }

  private static List<String> authorization(Shot shot) {
    return shot.headers().stream()
        .filter(header -> header.toLowerCase(Locale.ROOT).startsWith("authorization"))
        .toList();
  }

  /**
   * What is wrong with an answer to who sent a request; empty if nothing is.
   *
   * @param operation that it asks for, if it does for one
   */
  List<String> problems(Shot shot, int status, Optional<Operation> operation) {
    List<String> found = new ArrayList<>();
    if (tokens.isEmpty()) {
      return found;
    }
    List<String> sent = authorization(shot);
    boolean known = sent.size() == 1 && tokens.contains(sent.get(0));
    if (!known && !isOpen(shot.path()) && !TELLS_NOTHING.contains(status)) {
      found.add("status " + status + " for who has no token that is known");
    }
    if (known && (status == 401 || status == 429)) {
      found.add("status " + status + " for who has a token that is known");
    }
    boolean files = operation.filter(o -> o.template().startsWith("/v1/files")).isPresent();
    if (known && sent.get(0).equals(tokens.get(0)) && files && status < 300) {
      found.add("status " + status + " for an observer at the files");
    }
    if (known && !sent.get(0).equals(tokens.get(0)) && operation.isPresent() && status == 403) {
      found.add("status 403 for who may do it");
    }
    return found;
  }

  private static boolean isOpen(String path) {
    return WITHOUT_TOKEN.matcher(path).matches() && !path.equals("/web/drives.json");
  }
}
