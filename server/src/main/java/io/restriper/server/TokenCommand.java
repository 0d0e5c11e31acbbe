package io.restriper.server;

import io.restriper.server.access.token.Expiry;
import io.restriper.server.access.token.Role;
import io.restriper.server.access.token.Token;
import io.restriper.server.access.token.TokenFile;
import io.restriper.server.access.token.TokenFileException;
import io.restriper.server.access.token.TokenText;
import io.restriper.server.access.token.Tokens;
import io.restriper.server.config.ConfigException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Makes, lists and revokes tokens; a running server follows. */
@Command(
    name = "token",
    description = {
      "Makes, lists and revokes the tokens that the server asks for.",
      "Give the same settings as for the server, and run it as the same user.",
      "A running server follows within seconds."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {TokenCommand.Create.class, TokenCommand.All.class, TokenCommand.Revoke.class})
final class TokenCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "token needs one of the commands create, list and revoke");
  }

  private TokenFile file() throws ConfigException {
    return new TokenFile(main.settings().engine().data());
  }

  /** Makes a token. */
  @Command(
      name = "create",
      description = {
        "Makes a token and prints it, this once: it is kept nowhere, only its hash is.",
        "With the first one the server begins to ask everybody for a token."
      },
      mixinStandardHelpOptions = true,
      versionProvider = Main.Version.class)
  static final class Create implements Callable<Integer> {
    @ParentCommand private TokenCommand parent;

    @Spec private CommandSpec spec;

    @Option(
        names = "--role",
        required = true,
        paramLabel = "ROLE",
        description =
            "observer (reads status, metrics and page), writer (files too) or admin (everything)")
    private String role;

    @Option(
        names = "--expires",
        required = true,
        paramLabel = "TIME",
        description =
            "a span such as 12h, 90d or 52w, a day such as 2027-01-31, an instant such as"
                + " 2027-01-31T12:00:00Z, or never")
    private String expires;

    @Option(
        names = "--name",
        paramLabel = "NAME",
        description = "what it is for, up to 64 letters, digits, dots, underscores and hyphens")
    private String name = "";

    @Override
    public Integer call() throws ConfigException, TokenFileException {
      Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
      Role chosen =
          Role.of(role)
              .orElseThrow(
                  () ->
                      wrong(
                          "--role is '"
                              + role
                              + "', and has to be observer, writer"
                              + " or admin"));
      if (!Token.isName(name)) {
        throw wrong("--name is '" + name + "', and has to be " + Token.nameRule());
      }
      Optional<Instant> end = end(now);
      SecureRandom random = new SecureRandom();
      TokenText text = TokenText.random(random);
      byte[] id = new byte[4];
      random.nextBytes(id);
      String sha256 = HexFormat.of().formatHex(text.hash());
      Token token = new Token(HexFormat.of().formatHex(id), name, chosen, now, end, sha256);
      TokenFile file = parent.file();
      file.change(tokens -> added(tokens, token));
      // The token alone, so that it can be sent to a file.
      parent.main.out().println(text.secret());
      parent
          .main
          .err()
          .printf(
              "Token %s with the role %s is made, and expires %s. It is shown only this once; %s has"
                  + " its hash.%n",
              token.id(), chosen.word(), end.map(Instant::toString).orElse("never"), file.path());
      return 0;
    }

    private Tokens added(Tokens tokens, Token token) {
      if (tokens.all().size() >= Tokens.MOST) {
        throw wrong("there are " + Tokens.MOST + " tokens already; revoke those that nobody needs");
      }
      return tokens.with(token);
    }

    private Optional<Instant> end(Instant now) {
      try {
        return Expiry.parse(expires, now);
      } catch (IllegalArgumentException e) {
        throw wrong("--expires is " + e.getMessage().replaceFirst("\\.$", ""));
      }
    }

    private ParameterException wrong(String sentence) {
      return new ParameterException(spec.commandLine(), sentence);
    }
  }

  /** Lists tokens. */
  @Command(
      name = "list",
      description = "Lists the tokens, without the tokens themselves, which nobody knows.",
      mixinStandardHelpOptions = true,
      versionProvider = Main.Version.class)
  static final class All implements Callable<Integer> {
    private static final String LINE = "%-8s  %-8s  %-20s  %-20s  %-7s  %s%n";

    @ParentCommand private TokenCommand parent;

    @Override
    public Integer call() throws ConfigException, TokenFileException {
      TokenFile file = parent.file();
      Optional<Tokens> tokens = file.read();
      if (tokens.isEmpty()) {
        // Where it was looked for, as a path that is not absolute may lead somewhere else.
        parent
            .main
            .err()
            .println("There is no file " + file.path() + ": a server there lets everybody in.");
        return 0;
      }
      Instant now = Clock.systemUTC().instant();
      parent.main.out().printf(LINE, "ID", "ROLE", "CREATED", "EXPIRES", "STATE", "NAME");
      for (Token token : tokens.get().all()) {
        parent
            .main
            .out()
            .printf(
                LINE,
                token.id(),
                token.role().word(),
                token.created(),
                token.expires().map(Instant::toString).orElse("never"),
                token.isExpired(now) ? "expired" : "valid",
                token.name());
      }
      return 0;
    }
  }

  /** Revokes tokens. */
  @Command(
      name = "revoke",
      description = {
        "Revokes tokens: the server accepts them no more. When none is left, nobody",
        "comes in."
      },
      mixinStandardHelpOptions = true,
      versionProvider = Main.Version.class)
  static final class Revoke implements Callable<Integer> {
    @ParentCommand private TokenCommand parent;

    @Spec private CommandSpec spec;

    @Parameters(
        arity = "1..*",
        paramLabel = "ID",
        description = "the ID of a token, as 'token list' shows it")
    private List<String> ids = new ArrayList<>();

    @Override
    public Integer call() throws ConfigException, TokenFileException {
      TokenFile file = parent.file();
      if (file.read().isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "there are no tokens to revoke in " + file.path());
      }
      file.change(this::without);
      ids.forEach(id -> parent.main.err().println("Token " + id + " is revoked."));
      return 0;
    }

    /** All of them or none. */
    private Tokens without(Tokens tokens) {
      Tokens left = tokens;
      for (String id : ids) {
        if (left.byId(id).isEmpty()) {
          throw new ParameterException(
              spec.commandLine(), "there is no token with the ID '" + id + "'; nothing is revoked");
        }
        left = left.without(id);
      }
      return left;
    }
  }
}
