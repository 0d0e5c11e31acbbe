package io.restriper.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final Path RULES = RuleExamplesTest.RULES;

  @TempDir Path folder;
  private Path released;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void make() throws IOException {
    released = Files.createDirectory(folder.resolve("released"));
  }

  @Test
  void aProcessFailsOnABreakingChangeAndPrintsWhereWhatWhyAndWhatToDo() throws Exception {
    release("1.0.0", "operation-id-renamed");
    Path contract = contract("1.1.0", "operation-id-renamed");
    Path output = folder.resolve("output.txt");

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                contract.toString(),
                released.toString())
            .redirectError(folder.resolve("errors.txt").toFile())
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isNotZero();
    assertThat(folder.resolve("errors.txt")).content().contains("version is too low for what has");
    assertThat(output)
        .hasContent(
            """
            Contract 1.1.0 compared with the released 1.0.0: breaking changes: 1, additions: 0, changes of words: 0.

            BREAKING (operation-id-renamed, breaks Java source, Java binaries)
                operation getThing (GET /things/{id}): the operationId was 'getThing' and is 'readThing'.
                Why: The generated Java method is named by the operationId, so callers and implementers no longer find it.

            FAILED: info.version is 1.1.0 and has to be 2.0.0 or higher, as a breaking change needs the next major version.
            What to do: take back what is marked BREAKING above, or set info.version in api-spec/src/main/openapi/openapi.yaml to 2.0.0.
            The rules are explained in docs/contract-compatibility.md.
            """);
  }

  @Test
  void theRightVersionPassesAndTheChangelogEntryIsPrinted() throws IOException {
    release("1.0.0", "response-enum-value-added");
    Path contract = contract("1.1.0", "response-enum-value-added");

    assertThat(run(contract)).isZero();
    assertThat(printed())
        .contains("only because our clients tolerate values that they do not know")
        .contains("needs a Pact interaction that shows it")
        .contains("PASSED: info.version is 1.1.0, and 1.1.0 is the least that it can be.")
        .endsWith(
            "### Contract 1.1.0\n\n#### Added\n\n- schema State: the value 'dead' was added.\n");
  }

  @Test
  void anAdditionWithoutANewVersionFails() throws IOException {
    release("1.0.0", "property-added");

    assertThat(run(contract("1.0.0", "property-added"))).isEqualTo(1);
    assertThat(printed()).contains("has to be 1.1.0 or higher, as an addition needs");
  }

  @Test
  void aPatchIsTooLittleForAnAddition() throws IOException {
    release("1.0.0", "property-added");

    assertThat(run(contract("1.0.1", "property-added"))).isEqualTo(1);
  }

  @Test
  void otherWordsNeedAPatchAndNoMore() throws IOException {
    release("1.0.0", "words-changed");

    assertThat(run(contract("1.0.0", "words-changed"))).isEqualTo(1);
    assertThat(run(contract("1.0.1", "words-changed"))).isZero();
    assertThat(printed()).contains("has to be 1.0.1 or higher, as other words need");
  }

  @Test
  void aVersionThatSaysMoreThanItMustPasses() throws IOException {
    release("1.0.0", "words-changed");

    assertThat(run(contract("4.0.0", "words-changed"))).isZero();
    assertThat(printed()).contains("info.version is 4.0.0, and 1.0.1 is the least");
  }

  @Test
  void anUnchangedContractKeepsItsVersion() throws IOException {
    Path before = contract("1.2.0", "words-changed");
    Files.createDirectory(released.resolve("1.2.0"));
    Files.copy(before, released.resolve("1.2.0/restriper.yaml"));

    assertThat(run(before)).isZero();
    assertThat(printed()).contains("compared with the released 1.2.0: nothing has changed.");
  }

  @Test
  void aVersionBelowTheReleasedOneFailsThoughNothingHasChanged() throws IOException {
    Path before = contract("1.2.0", "words-changed");
    Files.createDirectory(released.resolve("1.2.0"));
    Files.copy(before, released.resolve("1.2.0/restriper.yaml"));

    assertThat(run(contract("1.1.0", "words-changed"))).isEqualTo(1);
    assertThat(printed()).contains("as a version never goes back below a released one");
  }

  @Test
  void theHighestReleasedVersionIsComparedWith() throws IOException {
    release("1.9.0", "path-removed");
    release("1.10.0", "property-added");

    assertThat(run(contract("1.11.0", "property-added"))).isZero();
    assertThat(printed()).startsWith("Contract 1.11.0 compared with the released 1.10.0");
  }

  @Test
  void withoutAReleaseItSaysThatNothingIsCompared() throws IOException {
    assertThat(run(contract("1.0.0", "property-added"))).isZero();
    assertThat(printed())
        .startsWith("Nothing has been released in ")
        .contains("compared with nothing");
  }

  @Test
  void aMissingFolderOfReleasesIsNotTakenForNoRelease() throws IOException {
    Path contract = contract("1.0.0", "property-added");
    Files.delete(released);

    assertThat(run(contract)).isEqualTo(2);
    assertThat(printed()).contains("The folder of released contracts").contains("cannot be read");
  }

  @Test
  void aReleasedContractWhoseVersionWasChangedIsRefused() throws IOException {
    release("1.0.0", "property-added");
    Files.move(released.resolve("1.0.0"), released.resolve("1.0.1"));

    assertThat(run(contract("1.1.0", "property-added"))).isEqualTo(2);
    assertThat(printed()).contains("a released contract is never changed");
  }

  @Test
  void aVersionThatIsNoneIsRefused() throws IOException {
    release("1.0.0", "property-added");

    assertThat(run(contract("1.1", "property-added"))).isEqualTo(2);
    assertThat(printed()).contains("info.version of ").contains(" is '1.1'");
  }

  @Test
  void aReferenceToAnotherFileIsRefused() throws IOException {
    release("1.0.0", "property-added");
    Path contract = contract("1.1.0", "property-added");
    String text = Files.readString(contract);
    Files.writeString(contract, text.replace("'#/components", "'other.yaml#/components"));

    assertThat(run(contract)).isEqualTo(2);
    assertThat(printed()).contains("other.yaml#/components/schemas/Thing points to nothing");
  }

  @Test
  void whatIsNoYamlIsRefused() throws IOException {
    Path contract = Files.writeString(folder.resolve("contract.yaml"), "{ openapi: [");

    assertThat(run(contract)).isEqualTo(2);
    assertThat(printed()).contains("contract.yaml is no YAML");
  }

  private void release(String version, String rule) throws IOException {
    Path release = Files.createDirectory(released.resolve(version));
    write(release.resolve("restriper.yaml"), version, RULES.resolve(rule).resolve("before.yaml"));
  }

  private Path contract(String version, String rule) throws IOException {
    Path contract = folder.resolve("contract.yaml");
    write(contract, version, RULES.resolve(rule).resolve("after.yaml"));
    return contract;
  }

  private static void write(Path file, String version, Path example) throws IOException {
    String text = Files.readString(example);
    Files.writeString(file, text.replace("version: 1.0.0", "version: " + version));
  }

  private int run(Path contract) {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return Main.run(new String[] {contract.toString(), released.toString()}, out);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
