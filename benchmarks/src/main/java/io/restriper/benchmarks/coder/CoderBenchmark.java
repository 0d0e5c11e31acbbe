package io.restriper.benchmarks.coder;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.coding.ErasureCoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.hadoop.io.erasurecode.ErasureCoderOptions;
import org.apache.hadoop.io.erasurecode.rawcoder.RSRawErasureCoderFactory;
import org.apache.hadoop.io.erasurecode.rawcoder.RawErasureDecoder;
import org.apache.hadoop.io.erasurecode.rawcoder.RawErasureEncoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One stripe coded again and again on one thread, by our coder and by the pure Java coder of
 * Hadoop. Both take the blocks as byte arrays and lose the same blocks.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 700, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 700, timeUnit = TimeUnit.MILLISECONDS)
public class CoderBenchmark {

  /** Bytes in a block. */
  static final int BLOCK_LENGTH = 1 << 20;

  /** The encoding, as "k+m". */
  @Param({"4+2", "6+3", "10+4"})
  public String encoding;

  /** How many data blocks are rebuilt; 0 stands for encoding. */
  @Param({"0", "1", "2"})
  public int rebuilt;

  private byte[][] data;
  private byte[][] ownParity;
  private byte[][] ownStripe;
  private boolean[] present;
  private boolean[] wanted;
  private ErasureCoder own;

  private byte[][] hadoopParity;
  private byte[][] hadoopStripe;
  private byte[][] hadoopRebuilt;
  private int[] hadoopLost;
  private RawErasureEncoder hadoopEncoder;
  private RawErasureDecoder hadoopDecoder;

  /** Makes the stripe and encodes it with both coders. */
  @Setup
  public void prepare() throws IOException {
    Encoding parsed = Encoding.parse(encoding);
    int k = parsed.dataBlocks();
    int m = parsed.parityBlocks();
    Random random = new Random(1);
    data = new byte[k][BLOCK_LENGTH];
    for (byte[] block : data) {
      random.nextBytes(block);
    }

    own = ErasureCoder.of(parsed);
    ownParity = new byte[m][BLOCK_LENGTH];
    own.encode(data, ownParity, 0, BLOCK_LENGTH);
    ownStripe = stripe(ownParity);
    present = new boolean[k + m];
    wanted = new boolean[k + m];
    for (int block = 0; block < k + m; block++) {
      wanted[block] = block < rebuilt;
      present[block] = !wanted[block];
      if (wanted[block]) {
        ownStripe[block] = new byte[BLOCK_LENGTH];
      }
    }

    RSRawErasureCoderFactory hadoop = new RSRawErasureCoderFactory();
    ErasureCoderOptions options = new ErasureCoderOptions(k, m);
    hadoopEncoder = hadoop.createEncoder(options);
    hadoopDecoder = hadoop.createDecoder(options);
    hadoopParity = new byte[m][BLOCK_LENGTH];
    hadoopEncoder.encode(data, hadoopParity);
    hadoopStripe = stripe(hadoopParity);
    Arrays.fill(hadoopStripe, 0, rebuilt, null);
    hadoopRebuilt = new byte[rebuilt][BLOCK_LENGTH];
    hadoopLost = IntStream.range(0, rebuilt).toArray();
  }

  private byte[][] stripe(byte[][] parity) {
    byte[][] stripe = Arrays.copyOf(data, data.length + parity.length);
    System.arraycopy(parity, 0, stripe, data.length, parity.length);
    return stripe;
  }

  /** Our coder; returns the blocks that it made. */
  @Benchmark
  public byte[][] restriper() {
    if (rebuilt == 0) {
      own.encode(data, ownParity, 0, BLOCK_LENGTH);
      return ownParity;
    }
    own.rebuild(ownStripe, present, wanted, 0, BLOCK_LENGTH);
    return ownStripe;
  }

  /** Hadoop's coder; returns the blocks that it made. */
  @Benchmark
  public byte[][] hadoop() throws IOException {
    if (rebuilt == 0) {
      hadoopEncoder.encode(data, hadoopParity);
      return hadoopParity;
    }
    hadoopDecoder.decode(hadoopStripe, hadoopLost, hadoopRebuilt);
    return hadoopRebuilt;
  }

  /** The content that the data blocks have. */
  byte[][] data() {
    return data;
  }
}
