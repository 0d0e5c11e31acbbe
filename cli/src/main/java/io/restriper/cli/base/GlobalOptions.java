package io.restriper.cli.base;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The flags of every command. Set by picocli. */
public final class GlobalOptions {

  @Option(
      names = {"-e", "--endpoint"},
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "the server; default http://127.0.0.1:8000")
  String endpoint;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      scope = ScopeType.INHERIT,
      description = "the token; others on this machine can see it, so rather use a file")
  String token;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "file that holds the token")
  Path tokenFile;

  @Option(
      names = "--ca-cert",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "PEM file with the authorities to trust, instead of Java's")
  Path caCert;

  @Option(
      names = "--client-cert",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "PEM file with your certificate, for a server that asks for one")
  Path clientCert;

  @Option(
      names = "--client-key",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "PEM file with the private key of your certificate")
  Path clientKey;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "endpoint, token and authorities by a name in the profile file")
  String profile;

  @Option(
      names = "--request-timeout",
      paramLabel = "TIME",
      scope = ScopeType.INHERIT,
      description = "how long the server may go without an answer; default 30s")
  String requestTimeout;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "json|yaml|table|wide",
      scope = ScopeType.INHERIT,
      description = "how to show things; default is what people read best")
  String output;

  @Option(
      names = "--color",
      paramLabel = "auto|always|never",
      scope = ScopeType.INHERIT,
      description = "whether to use colours; auto: on a terminal, unless NO_COLOR is set")
  String colour;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "after a failure, show where in the program it came from")
  boolean debug;

  /** Whether a failure is followed by where in the program it came from. */
  public boolean isDebug() {
    return debug;
  }
}
