package io.restriper.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.fuzz.Fuzzer.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the corpus on to inputs that nobody has thought of; a number of them, whatever it takes. */
class ExplorationTest {
  private static final long TIMES = Long.getLong("restriper.fuzz.times", 1);
  private static final String ONLY = System.getProperty("restriper.fuzz.target", "");

  /** The build has two processors at least. */
  private static final int AT_A_TIME = 2;

  @TempDir Path directory;

  @Test
  void noInputIsTakenOtherwiseThanItShouldBe()
      throws IOException, InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<Callable<Void>> all = new ArrayList<>();
      for (Target target : Target.values()) {
        if (ONLY.isEmpty() || ONLY.equalsIgnoreCase(target.name())) {
          all.add(() -> explore(target));
        }
      }
      assertThat(all).as("targets named " + ONLY).isNotEmpty();
      for (Future<Void> done : threads.invokeAll(all)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void explore(Target target) throws IOException, InterruptedException {
    Path work =
        Corpus.module().resolve("target/fuzz").resolve(target.name().toLowerCase(Locale.ROOT));
    Files.createDirectories(work);
    Fuzzer fuzzer = new Fuzzer(work);
    long runs = target.runs() * TIMES;
    Result result = fuzzer.run(target.code(), runs, target.longest(), Corpus.of(target));
    assertThat(result.exitCode())
        .as(target + ": the input is in " + work + "\n" + result.log())
        .isZero();
    assertThat(result.runs()).as(result.log()).isGreaterThanOrEqualTo(runs);
    assertThat(result.coverage()).as(result.log()).isGreaterThan(20);
    return null;
  }

  @Test
  void aMistakeThatNoChanceFindsIsFound() throws IOException, InterruptedException {
    Path corpus = Files.createDirectories(directory.resolve("corpus"));
    Files.writeString(corpus.resolve("one"), "good");
    Fuzzer fuzzer = new Fuzzer(directory.resolve("work"));

    Result result = fuzzer.run(BrokenFuzz.class, 20_000_000, 100, corpus);

    assertThat(result.exitCode()).as(result.log()).isNotZero();
    assertThat(result.log()).contains("IllegalStateException", "nobody expects this");
  }
}
