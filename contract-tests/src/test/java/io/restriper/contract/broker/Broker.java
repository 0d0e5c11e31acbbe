package io.restriper.contract.broker;

import au.com.dius.pact.core.pactbroker.PactBrokerClient;
import au.com.dius.pact.core.pactbroker.PactBrokerClientConfig;
import au.com.dius.pact.core.support.Auth;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which broker there is, and who asks. It never tells what it proves that with. */
public final class Broker {
  static final String URL = "PACT_BROKER_BASE_URL";
  static final String TOKEN = "PACT_BROKER_TOKEN";
  static final String USERNAME = "PACT_BROKER_USERNAME";
  static final String PASSWORD = "PACT_BROKER_PASSWORD";

  private final String url;
  private final Optional<String> token;
  private final Optional<String> username;
  private final Optional<String> password;

  private Broker(Environment environment) {
    url = url(environment.required(URL, "the address of the Pact Broker"));
    token = environment.find(TOKEN);
    username = environment.find(USERNAME);
    password = environment.find(PASSWORD);
    if (token.isPresent() && (username.isPresent() || password.isPresent())) {
      throw new BrokerException(
          TOKEN + " and " + USERNAME + "/" + PASSWORD + " are both set: set one of them.");
    }
    if (username.isPresent() != password.isPresent()) {
      throw new BrokerException(
          "One of " + USERNAME + " and " + PASSWORD + " is not set: set both, or " + TOKEN + ".");
    }
  }

  /**
   * The broker that the environment names.
   *
   * @throws BrokerException if it names none, or contradicts itself; the message says what to set
   */
  public static Broker of(Environment environment) {
    return new Broker(environment);
  }

  /** What was given is not repeated if it is wrong: it may hold a password. */
  private static String url(String given) {
    if (!isAddress(given)) {
      throw new BrokerException(
          URL
              + " is not an address like https://broker.example.com, without a user in it; a broker"
              + " that asks who is there is told by "
              + TOKEN
              + ".");
    }
    return given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
  }

  private static boolean isAddress(String given) {
    try {
      URI uri = new URI(given);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** The address, which does not end in a slash. */
  public String url() {
    return url;
  }

  /** The token, if there is one. */
  public Optional<String> token() {
    return token;
  }

  /** The name of the user, if there is no token. */
  public Optional<String> username() {
    return username;
  }

  /** The password of the user; there is one if there is a user. */
  public Optional<String> password() {
    return password;
  }

  PactBrokerClient client() {
    Map<String, Object> options = new HashMap<>();
    token.ifPresent(
        it ->
            options.put(
                "authentication", new Auth.BearerAuthentication(it, Auth.DEFAULT_AUTH_HEADER)));
    username.ifPresent(
        it ->
            options.put(
                "authentication", new Auth.BasicAuthentication(it, password.orElseThrow())));
    return new PactBrokerClient(url, options, new PactBrokerClientConfig());
  }

  @Override
  public String toString() {
    return url;
  }
}
