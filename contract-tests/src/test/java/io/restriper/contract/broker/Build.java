package io.restriper.contract.broker;

import java.util.Optional;

/**
 * What a broker is told of a build.
 *
 * @param consumerVersion version of the client
 * @param providerVersion version of the server
 * @param branch the branch that is built
 * @param url where the build's log can be read, if anything tells
 */
public record Build(
    String consumerVersion, String providerVersion, String branch, Optional<String> url) {
  static final String CONSUMER_VERSION = "PACT_CONSUMER_VERSION";
  static final String PROVIDER_VERSION = "PACT_PROVIDER_VERSION";
  static final String COMMIT = "GIT_COMMIT";
  static final String BRANCH = "GIT_BRANCH";
  static final String BUILD_URL = "BUILD_URL";

  static Build of(Environment environment, String projectVersion, Git git) {
    return new Build(
        version(environment, CONSUMER_VERSION, projectVersion, git),
        version(environment, PROVIDER_VERSION, projectVersion, git),
        branch(environment, git),
        environment
            .find(BUILD_URL, "CI_JOB_URL", "CIRCLE_BUILD_URL")
            .or(() -> gitHubRun(environment)));
  }

  /** The commit is part of it, because a broker takes the pact of a version only once. */
  private static String version(
      Environment environment, String name, String projectVersion, Git git) {
    return environment
        .find(name)
        .or(
            () ->
                environment
                    .find(COMMIT)
                    .or(git::commit)
                    .map(commit -> projectVersion + "+" + commit))
        .orElseThrow(
            () ->
                new BrokerException(
                    "git does not tell which commit this is: set " + name + " or " + COMMIT + "."));
  }

  /** A branch's name in GitHub is in one variable for a pull request, and in another for a push. */
  private static String branch(Environment environment, Git git) {
    return environment
        .find(BRANCH, "GITHUB_HEAD_REF", "GITHUB_REF_NAME", "CI_COMMIT_REF_NAME")
        .or(git::branch)
        .orElseThrow(
            () ->
                new BrokerException(
                    "git does not tell which branch this is: set " + BRANCH + " to its name."));
  }

  private static Optional<String> gitHubRun(Environment environment) {
    return environment
        .find("GITHUB_RUN_ID")
        .flatMap(
            run ->
                environment
                    .find("GITHUB_REPOSITORY")
                    .map(
                        repository ->
                            environment.find("GITHUB_SERVER_URL").orElse("https://github.com")
                                + "/"
                                + repository
                                + "/actions/runs/"
                                + run));
  }
}
