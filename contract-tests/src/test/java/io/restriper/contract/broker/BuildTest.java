package io.restriper.contract.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {
  private static final Git GIT = new Git(Optional.of("c0ffee"), Optional.of("main"));
  private static final Git NONE = new Git(Optional.empty(), Optional.empty());

  private static Build build(Git git, Map<String, String> environment) {
    return Build.of(new Environment(environment), "1.2.3", git);
  }

  @Test
  void gitTellsWhatTheEnvironmentDoesNot() {
    assertThat(build(GIT, Map.of("GIT_BRANCH", "")))
        .isEqualTo(new Build("1.2.3+c0ffee", "1.2.3+c0ffee", "main", Optional.empty()));
  }

  @Test
  void theEnvironmentIsBelievedBeforeGit() {
    assertThat(
            build(
                GIT,
                Map.of(
                    "PACT_CONSUMER_VERSION", "7",
                    "PACT_PROVIDER_VERSION", "8",
                    "GIT_BRANCH", "feat",
                    "BUILD_URL", "https://ci/1")))
        .isEqualTo(new Build("7", "8", "feat", Optional.of("https://ci/1")));
  }

  @Test
  void aPullRequestInGitHubHasTheBranchThatItIsOf() {
    Build build =
        build(
            GIT,
            Map.of(
                "GITHUB_HEAD_REF", "feat",
                "GITHUB_REF_NAME", "17/merge",
                "GITHUB_REPOSITORY", "restriper/restriper",
                "GITHUB_RUN_ID", "4711"));

    assertThat(build.branch()).isEqualTo("feat");
    assertThat(build.url()).contains("https://github.com/restriper/restriper/actions/runs/4711");
  }

  @Test
  void aVersionThatNothingTellsIsNotInvented() {
    assertThatExceptionOfType(BrokerException.class)
        .isThrownBy(() -> build(NONE, Map.of("GIT_BRANCH", "main")))
        .withMessage(
            "git does not tell which commit this is: set PACT_CONSUMER_VERSION or GIT_COMMIT.");
  }

  @Test
  void aBranchThatNothingTellsIsNotInvented() {
    assertThatExceptionOfType(BrokerException.class)
        .isThrownBy(() -> build(NONE, Map.of("GIT_COMMIT", "c0ffee")))
        .withMessage("git does not tell which branch this is: set GIT_BRANCH to its name.");
  }

  @Test
  void aFolderThatIsNoRepositoryHasNeitherCommitNorBranch(@TempDir Path folder) throws Exception {
    Path repository = folder.resolve(".git");
    // Else git would look for one further up, where this project's is.
    Files.writeString(repository, "gitdir: " + folder.resolve("none"));

    assertThat(Git.of(folder)).isEqualTo(NONE);
  }
}
