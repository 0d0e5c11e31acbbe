package io.restriper.contract.broker;

import au.com.dius.pact.core.pactbroker.CanIDeployResult;
import au.com.dius.pact.core.pactbroker.Latest;
import au.com.dius.pact.core.pactbroker.PactBrokerClient;
import au.com.dius.pact.core.pactbroker.PublishConfiguration;
import au.com.dius.pact.core.pactbroker.To;
import au.com.dius.pact.core.support.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Publishes pacts to a Pact Broker, or asks one whether this build can be deployed. It runs inside
 * of the build, is configured by its environment, and fails by throwing.
 *
 * <p>Arguments: {@code publish} or {@code can-i-deploy}; the version of the project; the source
 * tree; the folder of pacts.
 */
public final class Main {
  static final String ENVIRONMENT = "PACT_ENVIRONMENT";
  static final String TAG = "PACT_TAG";

  private static final String CLIENT = "restriper-client";
  private static final String SERVER = "restriper-server";

  private Main() {}

  /**
   * Does what the first argument says.
   *
   * @throws BrokerException if it could not be done, or the broker says no
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      throw new BrokerException("Usage: publish|can-i-deploy VERSION SOURCE_TREE PACTS");
    }
    Environment environment = Environment.ofProcess();
    Broker broker = Broker.of(environment);
    switch (arguments[0]) {
      case "publish" ->
          publish(
              broker,
              environment.build(arguments[1], Path.of(arguments[2])),
              pacts(Path.of(arguments[3])));
      case "can-i-deploy" -> {
        To destination = destination(environment);
        canDeploy(broker, environment.build(arguments[1], Path.of(arguments[2])), destination);
      }
      default ->
          throw new BrokerException(
              arguments[0] + " is neither publish nor can-i-deploy, which it has to be.");
    }
  }

  private static List<Path> pacts(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        List<Path> pacts =
            files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        if (!pacts.isEmpty()) {
          return pacts;
        }
      }
    }
    throw new BrokerException(
        "There is no pact in " + folder + ": let ConsumerTest, which writes it, run before.");
  }

  private static void publish(Broker broker, Build build, List<Path> pacts) {
    PactBrokerClient client = broker.client();
    refuseOldBroker(broker, client);
    PublishConfiguration configuration =
        new PublishConfiguration(
            build.consumerVersion(), List.of(), build.branch(), build.url().orElse(null));
    for (Path pact : pacts) {
      if (client.uploadPactFile(pact.toFile(), configuration) instanceof Result.Err<?> refused) {
        throw new BrokerException(
            broker + " did not take " + pact.getFileName() + ": " + refused.getError());
      }
      System.out.printf(
          "Published %s to %s: version %s, branch %s%s.%n",
          pact.getFileName(),
          broker,
          build.consumerVersion(),
          build.branch(),
          build.url().map(url -> ", build " + url).orElse(""));
    }
  }

  /** Pact's client sends an old broker neither branch nor build URL, without a word. */
  private static void refuseOldBroker(Broker broker, PactBrokerClient client) {
    String link;
    try {
      link = client.newHalClient().navigate().linkUrl(PactBrokerClient.PUBLISH_CONTRACTS_LINK);
    } catch (Exception e) {
      // Kotlin declares no exceptions, so that it may be any.
      throw new BrokerException(broker + " cannot be asked: " + e.getMessage());
    }
    if (link == null) {
      throw new BrokerException(
          broker + " knows no branches: it has to be Pact Broker 2.86 or later.");
    }
  }

  private static To destination(Environment environment) {
    String place = environment.find(ENVIRONMENT).orElse(null);
    String tag = environment.find(TAG).orElse(null);
    if ((place == null) == (tag == null)) {
      throw new BrokerException(
          "Set either "
              + ENVIRONMENT
              + " or "
              + TAG
              + ", to the environment or the tag that this build is to be deployed to.");
    }
    return new To(tag, place);
  }

  private static void canDeploy(Broker broker, Build build, To destination) {
    List<String> failures = new ArrayList<>();
    ask(broker, CLIENT, build.consumerVersion(), destination, failures);
    ask(broker, SERVER, build.providerVersion(), destination, failures);
    if (!failures.isEmpty()) {
      throw new BrokerException(String.join("; ", failures) + ".");
    }
  }

  private static void ask(
      Broker broker, String who, String version, To destination, List<String> failures) {
    CanIDeployResult answer =
        broker.client().canIDeploy(who, version, new Latest.UseLatest(false), destination);
    String place =
        destination.getEnvironment() == null
            ? "tag " + destination.getTag()
            : destination.getEnvironment();
    String asked = who + " " + version + " to " + place;
    if (answer.getOk()) {
      System.out.printf("%s can be deployed: %s%n", asked, answer.getReason());
    } else if (answer.getMessage().isEmpty()) {
      failures.add(asked + " cannot be deployed: " + answer.getReason());
    } else {
      failures.add(
          asked + " is unknown, because " + broker + " cannot be asked: " + answer.getMessage());
    }
  }
}
