package io.restriper.server.runs;

import io.restriper.engine.report.RunReport;
import io.restriper.engine.report.RunReports;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.model.RestriperRun;
import io.restriper.model.RestriperRuns;
import io.restriper.model.api.RunsApi;
import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorKind;
import java.io.IOException;
import java.util.Optional;

/** What the last runs tell about themselves. Thread-safe. */
public final class RunsResource implements RunsApi {
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 100;

  /** A number of so many digits is higher than any ID. */
  private static final int MOST_DIGITS = 18;

  private final RunReports runs;

  /** Over the runs of an engine, which are asked for each answer. */
  public RunsResource(RunReports runs) {
    this.runs = runs;
  }

  @Override
  public RestriperRuns listRestriperRuns(String after, Integer limit) {
    int most = limit == null ? DEFAULT_LIMIT : limit;
    if (most < 1 || most > MAX_LIMIT) {
      throw new ApiException(
          ErrorKind.INVALID_PARAMETER,
          "The parameter limit is " + most + ". Give a whole number from 1 to " + MAX_LIMIT + ".");
    }
    long before = after == null ? Long.MAX_VALUE : id(after).orElseThrow(() -> noId(after));
    try {
      return new RestriperRuns()
          .runs(runs.before(before, most).stream().map(RunWire::run).toList());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public RestriperRun getRestriperRun(String id) {
    try {
      Optional<Long> number = id(id).filter(parsed -> parsed.toString().equals(id));
      Optional<RunReport> run = number.isEmpty() ? Optional.empty() : runs.find(number.get());
      return run.map(RunWire::run).orElseThrow(() -> noSuchRun(id));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static Optional<Long> id(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    String digits = text.replaceFirst("^0+(?=.)", "");
    return Optional.of(digits.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits));
  }

  private static ApiException noId(String after) {
    return new ApiException(
        ErrorKind.INVALID_PARAMETER,
        "The parameter after is '" + after + "'. Give the ID of a run, which is a whole number.");
  }

  private static ApiException noSuchRun(String id) {
    return new ApiException(
        ErrorKind.NO_SUCH_RUN,
        "There is no run "
            + id
            + ". GET /v1/cluster/protection/restriper/runs/ lists the runs that are kept.");
  }

  private static VolumeException unreadable(IOException e) {
    return new VolumeException(
        Problem.CATALOG_FAILED, "The record of the runs cannot be read: " + e.getMessage(), e);
  }
}
