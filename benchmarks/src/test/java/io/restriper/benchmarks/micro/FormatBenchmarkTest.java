package io.restriper.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.local.block.BlockFormat;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FormatBenchmarkTest {
  private final FormatBenchmark benchmark = new FormatBenchmark();

  @Test
  void theWholeBlockIsWrittenAndReadAgain() throws IOException {
    benchmark.prepare();

    byte[] file = benchmark.file();
    assertThat(file).hasSize(BlockFormat.PAGE + FormatBenchmark.PAYLOAD);
    byte[] stored = Arrays.copyOfRange(file, BlockFormat.PAGE, file.length);
    assertThat(Arrays.equals(stored, benchmark.payload())).isTrue();
    assertThat(Arrays.equals(benchmark.read(), benchmark.payload())).isTrue();
  }
}
