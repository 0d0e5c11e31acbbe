package io.restriper.cli.base;

import io.restriper.client.RestriperClient;
import io.restriper.client.RestriperClientBuilder;
import io.restriper.client.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command is connected to, and how: by flags, else by the profile that a flag names, else
 * by the environment, else by the profile that the environment names or the one named "default".
 */
final class Connecting {
  private static final String DEFAULT_ENDPOINT = "http://127.0.0.1:8000";
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

  private final GlobalOptions options;
  private final Surroundings surroundings;
  private final Profiles profiles;
  private final Map<String, String> profile;

  Connecting(GlobalOptions options, Surroundings surroundings) {
    this.options = options;
    this.surroundings = surroundings;
    this.profiles = Profiles.of(surroundings);
    this.profile = profile();
  }

  private Map<String, String> profile() {
    String name =
        options.profile == null ? surroundings.variable("RESTRIPER_PROFILE") : options.profile;
    if (name != null) {
      return profiles.find(name).orElseThrow(() -> profiles.missing(name));
    }
    // An endpoint that somebody has named needs no profile, so a broken file does not matter.
    boolean named = options.endpoint != null || surroundings.variable("RESTRIPER_ENDPOINT") != null;
    return named ? Map.of() : profiles.find(Profiles.DEFAULT).orElse(Map.of());
  }

  URI endpoint() {
    String text = choose(options.endpoint, "RESTRIPER_ENDPOINT", "endpoint");
    try {
      URI uri = new URI(text == null ? DEFAULT_ENDPOINT : text);
      RestriperClient.builder(uri);
      return uri;
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw CliException.usage(
          "The endpoint '"
              + withoutUser(text)
              + "' is wrong: it is like https://storage.example:8000, without user and query.");
    }
  }

  static Duration requestTimeout(GlobalOptions options) {
    return options.requestTimeout == null
        ? REQUEST_TIMEOUT
        : Times.positive("--request-timeout", options.requestTimeout);
  }

  RestriperClientBuilder builder(RetryPolicy retries) {
    URI endpoint = endpoint();
    RestriperClientBuilder builder =
        RestriperClient.builder(endpoint).userAgent("restriper-cli").retryPolicy(retries);
    builder.requestTimeout(requestTimeout(options));
    token(endpoint).ifPresent(builder::token);
    trust(builder);
    identify(builder);
    return builder;
  }

  private void trust(RestriperClientBuilder builder) {
    Optional<Path> authorities = file(options.caCert, "RESTRIPER_CA_CERT", "ca-cert");
    if (authorities.isPresent()) {
      try {
        builder.trust(authorities.get());
      } catch (IllegalArgumentException e) {
        throw CliException.usage(
            e.getMessage() + " It was named by --ca-cert, RESTRIPER_CA_CERT or a profile.");
      }
    }
  }

  private void identify(RestriperClientBuilder builder) {
    Optional<Path> certificate = file(options.clientCert, "RESTRIPER_CLIENT_CERT", "client-cert");
    Optional<Path> key = file(options.clientKey, "RESTRIPER_CLIENT_KEY", "client-key");
    if (certificate.isPresent() != key.isPresent()) {
      throw CliException.usage(
          "Of --client-cert and --client-key only one is given; each needs the other.");
    }
    if (certificate.isPresent()) {
      try {
        builder.identity(certificate.get(), key.get());
      } catch (IllegalArgumentException e) {
        throw CliException.usage(
            e.getMessage()
                + " It was named by --client-cert and --client-key, their variables or a profile.");
      }
    }
  }

  private Optional<Path> file(Path given, String variable, String key) {
    String flag = given == null ? null : given.toString();
    String name = choose(flag, variable, key);
    if (name == null) {
      return Optional.empty();
    }
    return Optional.of(flag == null ? fromProfile(key, name) : Path.of(name));
  }

  /** A profile's token goes to the profile's endpoint and to no other. */
  private Optional<String> token(URI endpoint) {
    if (options.token != null) {
      return Optional.of(checked(options.token, "--token"));
    }
    if (options.tokenFile != null) {
      return Optional.of(read(options.tokenFile));
    }
    boolean own = endpoint.toString().equals(profile.get("endpoint"));
    boolean has = profile.containsKey("token") || profile.containsKey("token-file");
    if (options.profile != null && own && has) {
      return profileToken();
    }
    String variable = surroundings.variable("RESTRIPER_TOKEN");
    if (variable != null) {
      return Optional.of(checked(variable, "RESTRIPER_TOKEN"));
    }
    String file = surroundings.variable("RESTRIPER_TOKEN_FILE");
    if (file != null) {
      return Optional.of(read(Path.of(file)));
    }
    return own && has ? profileToken() : Optional.empty();
  }

  private Optional<String> profileToken() {
    return profile.containsKey("token")
        ? Optional.of(checked(profile.get("token"), "the profile"))
        : Optional.of(read(profiles.folder().resolve(profile.get("token-file"))));
  }

  private static String read(Path file) {
    try {
      return checked(Files.readString(file).strip(), file.toString());
    } catch (IOException e) {
      throw CliException.usage(
          "The file " + file + " with the token cannot be read; check that it is there and yours.");
    }
  }

  private static String checked(String token, String origin) {
    if (!token.matches("[!-~]+")) {
      throw CliException.usage(
          "The token of " + origin + " is no token: one is a word without blanks.");
    }
    return token;
  }

  private String choose(String flag, String variable, String key) {
    if (flag != null) {
      return flag;
    }
    String environment = surroundings.variable(variable);
    String inProfile = profile.get(key);
    if (options.profile != null && inProfile != null) {
      return inProfile;
    }
    return environment == null ? inProfile : environment;
  }

  private Path fromProfile(String key, String value) {
    return value.equals(profile.get(key)) ? profiles.folder().resolve(value) : Path.of(value);
  }

  private static String withoutUser(String url) {
    return url == null ? "" : url.replaceAll("//[^/@]*@", "//...@");
  }
}
