package io.restriper.gate.jars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarsTest {
  private static final String CLIENT =
      "package io.restriper.client; public final class Client { public void a() {} %s }";
  private static final String TWO = CLIENT.formatted("public String b(int x) { return null; }");
  private static final String ONE = CLIENT.formatted("");

  @TempDir Path folder;

  @Test
  void aMethodThatIsGoneFailsTheBuildWithWhereWhatWhyAndWhatToDo() throws IOException {
    release("1.0.0", TWO);

    Jars.Judgement judgement = judge("1.1.0-SNAPSHOT", ONE);

    assertThat(judgement.lines())
        .containsExactly(
            "client 1.1.0-SNAPSHOT compared with the released 1.0.0: breaking changes: 1, additions: 0.",
            "BREAKING  io.restriper.client.Client.b(int): method removed (breaks Java source, Java binaries).",
            "    Why: a program that was compiled with 1.0.0 and uses it stops with a LinkageError.",
            judgement.failure().orElseThrow());
    assertThat(judgement.failure())
        .contains(
            "FAILED: the version of client is 1.1.0-SNAPSHOT and has to be 2.0.0 or higher, as it"
                + " breaks programs that use the released one. Take back what is told above, or set"
                + " the version of all modules to 2.0.0-SNAPSHOT.");
  }

  @Test
  void theNextMajorVersionMayBreak() throws IOException {
    release("1.0.0", TWO);

    assertThat(judge("2.0.0-SNAPSHOT", ONE).failure()).isEmpty();
  }

  @Test
  void aMethodMoreNeedsTheNextMinorVersion() throws IOException {
    release("1.0.0", ONE);

    assertThat(judge("1.1.0-SNAPSHOT", TWO).failure()).isEmpty();
    assertThat(judge("1.0.1-SNAPSHOT", TWO).failure().orElseThrow())
        .contains("has to be 1.1.0 or higher, as it offers more than the released one");
  }

  @Test
  void aTypeMoreNeedsTheNextMinorVersion() throws IOException {
    String more = "package io.restriper.client; public interface More {}";
    release("1.0.0", ONE);

    assertThat(judge("1.1.0", ONE, more).failure()).isEmpty();
    assertThat(judge("1.0.1", ONE, more).failure()).isPresent();
  }

  @Test
  void whatNoProgramSeesNeedsNoVersion() throws IOException {
    release("1.0.0", ONE);

    String hidden = CLIENT.formatted("private int c; void d() {} private Client(String e) {}");
    assertThat(judge("1.0.0", hidden + "class Other { public void f() {} }").failure()).isPresent();
    hidden = CLIENT.formatted("private int c; void d() {}");
    assertThat(judge("1.0.0", hidden + "class Other { public void f() {} }").failure()).isEmpty();
  }

  @Test
  void aReturnTypeThatIsAnotherBreaks() throws IOException {
    release("1.0.0", TWO);

    String other = CLIENT.formatted("public Object b(int x) { return null; }");
    assertThat(judge("1.1.0", other).lines())
        .anyMatch(line -> line.contains("Client.b(int): method return type changed"));
  }

  @Test
  void whatBreaksSourceOnlyIsToldAsSuch() throws IOException {
    release("1.0.0", TWO);

    String checked = "public String b(int x) throws Exception { return null; }";
    assertThat(judge("1.1.0", CLIENT.formatted(checked)).lines())
        .anyMatch(line -> line.endsWith("now throws checked exception (breaks Java source)."))
        .contains(
            "    Why: a program that was compiled with 1.0.0 and uses it no longer compiles.");
  }

  @Test
  void aConstantOfAnEnumThatIsGoneBreaksAndOneMoreIsAnAddition() throws IOException {
    String states = "package io.restriper.model; public enum State { %s }";
    release("1.0.0", states.formatted("GOOD, BAD"));

    assertThat(judge("1.1.0", states.formatted("GOOD")).failure()).isPresent();
    assertThat(judge("1.1.0", states.formatted("GOOD, BAD, DEAD")).failure()).isEmpty();
  }

  @Test
  void aFieldMoreOfAValueThatOnlyTheClientMakesIsAnAddition() throws IOException {
    String slot = "package io.restriper.client.view; public record Slot(%s) {}";
    release("1.0.0", slot.formatted("String id"));

    assertThat(judge("1.1.0", slot.formatted("String id, int bay")).failure()).isEmpty();
    assertThat(judge("1.1.0", slot.formatted("int bay")).failure()).isPresent();
  }

  @Test
  void aFieldMoreOfAValueThatProgramsMakeBreaks() throws IOException {
    String policy = "package io.restriper.client; public record Policy(%s) {}";
    release("1.0.0", policy.formatted("int attempts"));

    assertThat(judge("1.1.0", policy.formatted("int attempts, int seconds")).failure()).isPresent();
  }

  @Test
  void anOperationMoreOfAGeneratedInterfaceIsAnAdditionAndOfAnyOtherBreaks() throws IOException {
    String api = "package io.restriper.%s; public interface Api { void a(); %s }";
    release("1.0.0", api.formatted("model.api", ""), api.formatted("client", ""));

    String generated = api.formatted("model.api", "void b();");
    String other = api.formatted("client", "void b();");
    assertThat(judge("1.1.0", generated, api.formatted("client", "")).failure()).isEmpty();
    assertThat(judge("1.0.0", generated, api.formatted("client", "")).failure()).isPresent();
    assertThat(judge("1.1.0", generated, other).failure()).isPresent();
  }

  @Test
  void whatTheClientNeedsForItselfIsNotPromised() throws IOException {
    String http = "package io.restriper.client.http; public final class Http { %s }";
    release("1.0.0", ONE, http.formatted("public void send() {}"));

    assertThat(judge("1.0.0", ONE, http.formatted("")).failure()).isEmpty();
  }

  @Test
  void withoutAReleaseOfTheModuleItSaysThatThereIsNothingToCompareWith() throws IOException {
    JarFactory.make(folder.resolve("released/1.0.0/lib/model-1.0.0.jar"), folder, TWO);

    Jars.Judgement judgement = judge("0.1.0-SNAPSHOT", ONE);

    assertThat(judgement.failure()).isEmpty();
    assertThat(judgement.lines())
        .containsExactly(
            "No release of client lies in %s, so there is nothing to compare its jar with."
                .formatted(folder.resolve("released")));
  }

  @Test
  void theHighestReleaseIsComparedWith() throws IOException {
    release("1.9.0", ONE);
    release("1.10.0", TWO);

    assertThat(judge("1.11.0", ONE).failure()).isPresent();
  }

  @Test
  void aVersionBelowTheReleasedOneFails() throws IOException {
    release("1.0.0", ONE);

    assertThat(judge("0.1.0-SNAPSHOT", ONE).failure().orElseThrow())
        .contains("has to be 1.0.0 or higher, as a version never goes back");
  }

  @Test
  void aJarThatWasNotBuiltIsNotTakenForOneThatIsFine() {
    Path missing = folder.resolve("client.jar");
    Jars jars = new Jars("client", "1.0.0", missing, folder.resolve("released"), List.of());

    assertThatThrownBy(jars::judge)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(missing + " does not exist: package the module first.");
  }

  private void release(String version, String... sources) throws IOException {
    Path jar = folder.resolve("released/" + version + "/lib/client-" + version + ".jar");
    JarFactory.make(jar, folder, sources);
  }

  private Jars.Judgement judge(String version, String... sources) throws IOException {
    Path jar = folder.resolve("built/client.jar");
    JarFactory.make(jar, folder, sources);
    return new Jars("client", version, jar, folder.resolve("released"), List.of()).judge();
  }
}
