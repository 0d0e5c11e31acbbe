package io.restriper.benchmarks.coder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoderBenchmarkTest {

  @ParameterizedTest
  @CsvSource({"4+2, 1", "4+2, 2", "6+3, 1", "6+3, 2", "10+4, 1", "10+4, 2"})
  void bothCodersRebuildTheLostBlocks(String encoding, int rebuilt) throws IOException {
    CoderBenchmark benchmark = benchmark(encoding, rebuilt);
    byte[][] expected = Arrays.copyOf(benchmark.data(), rebuilt);

    assertThat(Arrays.deepEquals(Arrays.copyOf(benchmark.restriper(), rebuilt), expected)).isTrue();
    assertThat(Arrays.deepEquals(benchmark.hadoop(), expected)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"4+2, 2", "6+3, 3", "10+4, 4"})
  void bothCodersMakeEveryParityBlock(String encoding, int parityBlocks) throws IOException {
    CoderBenchmark benchmark = benchmark(encoding, 0);

    assertMade(benchmark.restriper(), parityBlocks);
    assertMade(benchmark.hadoop(), parityBlocks);
  }

  private static void assertMade(byte[][] parity, int parityBlocks) {
    byte[] zeros = new byte[CoderBenchmark.BLOCK_LENGTH];
    assertThat(Arrays.stream(parity).filter(block -> !Arrays.equals(block, zeros)))
        .hasSize(parityBlocks);
  }

  private static CoderBenchmark benchmark(String encoding, int rebuilt) throws IOException {
    CoderBenchmark benchmark = new CoderBenchmark();
    benchmark.encoding = encoding;
    benchmark.rebuilt = rebuilt;
    benchmark.prepare();
    return benchmark;
  }
}
