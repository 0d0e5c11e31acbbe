package io.restriper.contract.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the profiles pact-publish, pact-verify-results and can-i-deploy send to a broker. */
class BrokerProfilesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PACTS = Path.of(System.getProperty("pact.rootDir"));
  private static final Path PACT = PACTS.resolve("restriper-client-restriper-server.json");
  private static final String TOKEN = "secret-9f31c0de";
  private static final String BUILD_URL = "https://ci.example.com/job/restriper/17/";
  private static final String VERIFICATION = "io.restriper.contract.provider.BrokerIT";

  private final Map<String, String> environment = new HashMap<>();
  private StandIn broker;

  @BeforeEach
  void setUp() throws IOException {
    broker = StandIn.start("Bearer " + TOKEN, shortPact());
    environment.put("PACT_BROKER_BASE_URL", broker.url());
    environment.put("PACT_BROKER_TOKEN", TOKEN);
    environment.put("GIT_COMMIT", "c0ffee");
    environment.put("GIT_BRANCH", "feat/sixth-phase");
    environment.put("BUILD_URL", BUILD_URL);
    environment.put("PACT_ENVIRONMENT", "production");
  }

  @AfterEach
  void tearDown() {
    broker.close();
  }

  /** Two interactions, whose state is brought about at once. */
  private static JsonNode shortPact() throws IOException {
    ObjectNode pact = (ObjectNode) JSON.readTree(PACT.toFile());
    ArrayNode few = JSON.createArrayNode();
    for (JsonNode interaction : pact.get("interactions")) {
      if (List.of("the version", "the settings")
          .contains(interaction.at("/description").asText())) {
        few.add(interaction);
      }
    }
    pact.set("interactions", few);
    return pact;
  }

  private Step publish() throws Exception {
    return quiet(Step.run(environment, Main.class, arguments("publish", PACTS)));
  }

  private Step canIDeploy() throws Exception {
    return quiet(Step.run(environment, Main.class, arguments("can-i-deploy", PACTS)));
  }

  private Step verify() throws Exception {
    return quiet(Step.run(environment, VerificationRun.class, VERIFICATION));
  }

  private static String[] arguments(String command, Path pacts) {
    return new String[] {command, "1.2.3", System.getProperty("restriper.root"), pacts.toString()};
  }

  /** No step may ever print what it proves with who it is. */
  private static Step quiet(Step step) {
    assertThat(step.output()).doesNotContain(TOKEN, base64("ann:" + TOKEN));
    return step;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void thePactIsPublishedWithVersionBranchAndBuild() throws Exception {
    Step step = publish();

    assertThat(step.exitCode()).as(step.output()).isZero();
    assertThat(step.output())
        .contains("version 1.2.3+c0ffee, branch feat/sixth-phase, build " + BUILD_URL);
    assertThat(broker.asked("POST", "/contracts/publish")).hasSize(1);
    JsonNode sent = broker.asked("POST", "/contracts/publish").get(0).body();
    assertThat(sent.at("/pacticipantName").asText()).isEqualTo("restriper-client");
    assertThat(sent.at("/pacticipantVersionNumber").asText()).isEqualTo("1.2.3+c0ffee");
    assertThat(sent.at("/branch").asText()).isEqualTo("feat/sixth-phase");
    assertThat(sent.at("/buildUrl").asText()).isEqualTo(BUILD_URL);
    assertThat(sent.at("/contracts")).hasSize(1);
    assertThat(sent.at("/contracts/0/providerName").asText()).isEqualTo("restriper-server");
    byte[] content = Base64.getDecoder().decode(sent.at("/contracts/0/content").asText());
    assertThat(JSON.readTree(content)).isEqualTo(JSON.readTree(PACT.toFile()));
  }

  @Test
  void aUserWithAPasswordDoesAsWellAsAToken() throws Exception {
    environment.remove("PACT_BROKER_TOKEN");
    environment.put("PACT_BROKER_USERNAME", "ann");
    environment.put("PACT_BROKER_PASSWORD", TOKEN);
    try (StandIn other = StandIn.start("Basic " + base64("ann:" + TOKEN), shortPact())) {
      environment.put("PACT_BROKER_BASE_URL", other.url());

      assertThat(publish().exitCode()).isZero();
      assertThat(verify().exitCode()).isZero();
      assertThat(canIDeploy().exitCode()).isZero();
      assertThat(other.asked("POST", "/contracts/publish")).hasSize(1);
      assertThat(results(other).at("/success").asBoolean()).isTrue();
    }
  }

  @Test
  void whatTheBrokerDoesNotTakeFailsTheBuild() throws Exception {
    environment.put("PACT_BROKER_TOKEN", TOKEN + "-of-another");

    Step step = publish();

    assertThat(step.exitCode()).isNotZero();
    assertThat(step.output()).contains(broker.url() + " cannot be asked", "401");
    assertThat(broker.asked()).isEmpty();
  }

  @Test
  void aBrokerThatWouldForgetTheBranchIsRefused() throws Exception {
    broker.old();

    assertThat(publish().output()).contains("it has to be Pact Broker 2.86 or later");
    assertThat(broker.asked("POST", "/")).isEmpty();
  }

  @Test
  void withoutAPactNothingIsPublished() throws Exception {
    Step step = Step.run(environment, Main.class, arguments("publish", PACTS.resolve("none")));

    assertThat(step.exitCode()).isNotZero();
    assertThat(step.output()).contains("There is no pact in", "let ConsumerTest");
  }

  @Test
  void withoutAnAddressEachStepSaysSoInOneSentence() throws Exception {
    environment.remove("PACT_BROKER_BASE_URL");
    String sentence = "PACT_BROKER_BASE_URL is not set: set it to the address of the Pact Broker.";

    for (Step step : List.of(publish(), canIDeploy(), verify())) {
      assertThat(step.exitCode()).isNotZero();
      assertThat(step.output()).contains(sentence);
    }
    assertThat(broker.asked()).isEmpty();
  }

  @Test
  void theResultsOfTheVerificationArePublishedWithVersionBranchAndBuild() throws Exception {
    Step step = verify();

    assertThat(step.exitCode()).as(step.output()).isZero();
    JsonNode selection = broker.asked("POST", "/pacts/provider").get(0).body();
    assertThat(selection.at("/providerVersionBranch").asText()).isEqualTo("feat/sixth-phase");
    assertThat(selection.at("/consumerVersionSelectors"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"mainBranch":true},{"matchingBranch":true},{"deployedOrReleased":true}]
                """));
    JsonNode result = results();
    assertThat(result.at("/success").asBoolean()).isTrue();
    assertThat(result.at("/providerApplicationVersion").asText()).isEqualTo("1.2.3+c0ffee");
    assertThat(result.at("/buildUrl").asText()).isEqualTo(BUILD_URL);
    assertThat(broker.asked("PUT", "/"))
        .extracting(StandIn.Asked::path)
        .containsExactly(
            "/pacticipants/restriper-server/branches/feat%2Fsixth-phase/versions/1.2.3+c0ffee");
  }

  @Test
  void aVerificationThatFailsIsPublishedAndFailsTheBuild() throws Exception {
    JsonNode pact = shortPact();
    ((ObjectNode) pact.at("/interactions/0/response")).put("status", 418);
    try (StandIn other = StandIn.start("Bearer " + TOKEN, pact)) {
      environment.put("PACT_BROKER_BASE_URL", other.url());

      Step step = verify();

      assertThat(step.exitCode()).isNotZero();
      assertThat(step.output()).contains("expected status of 418 but was 200");
      assertThat(results(other).at("/success").asBoolean(true)).isFalse();
    }
  }

  @Test
  void resultsThatTheBrokerDoesNotTakeFailTheBuild() throws Exception {
    broker.refusingResults();

    Step step = verify();

    assertThat(step.exitCode()).isNotZero();
    assertThat(step.output()).contains("Failed to update the test results");
  }

  private JsonNode results() {
    return results(broker);
  }

  private static JsonNode results(StandIn broker) {
    List<StandIn.Asked> results =
        broker.asked("POST", "/pacts/provider").stream()
            .filter(each -> each.path().endsWith("/verification-results"))
            .toList();
    assertThat(results).hasSize(1);
    return results.get(0).body();
  }

  @Test
  void whatTheBrokerSaysCanBeDeployedPasses() throws Exception {
    Step step = canIDeploy();

    assertThat(step.exitCode()).as(step.output()).isZero();
    assertThat(step.output())
        .contains("restriper-server 1.2.3+c0ffee to production can be deployed");
    assertThat(broker.asked("GET", "/matrix"))
        .extracting(StandIn.Asked::path)
        .containsExactly(matrix("restriper-client"), matrix("restriper-server"));
  }

  private static String matrix(String who) {
    return "/matrix?q[][pacticipant]="
        + who
        + "&latestby=cvp&q[][version]=1.2.3%2Bc0ffee&environment=production";
  }

  @Test
  void whatTheBrokerSaysCannotBeDeployedFailsTheBuildWithTheReason() throws Exception {
    broker.sayingNo();

    Step step = canIDeploy();

    assertThat(step.exitCode()).isNotZero();
    assertThat(step.output())
        .contains(
            "restriper-server 1.2.3+c0ffee to production cannot be deployed: The verification");
  }

  @Test
  void whereToDeployHasToBeSaid() throws Exception {
    environment.remove("PACT_ENVIRONMENT");

    Step step = canIDeploy();

    assertThat(step.exitCode()).isNotZero();
    assertThat(step.output())
        .contains("Set either PACT_ENVIRONMENT or PACT_TAG")
        .doesNotContain("\tat ");
    assertThat(broker.asked()).isEmpty();
  }

  @Test
  void aBrokerThatCannotBeAskedIsNoYes() throws Exception {
    broker.close();

    Step step = canIDeploy();

    assertThat(step.exitCode()).isNotZero();
    assertThat(step.output()).contains("is unknown, because " + broker.url() + " cannot be asked");
  }
}
