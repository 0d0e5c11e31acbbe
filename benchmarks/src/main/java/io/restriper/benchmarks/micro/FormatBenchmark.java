package io.restriper.benchmarks.micro;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockFormat;
import io.restriper.engine.local.block.BlockHeader;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockWriter;
import io.restriper.engine.local.block.VerifiedBlock;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A block of 1 MiB written to memory and read and verified again, next to a CRC32C of the same
 * bytes and a copy of them, which is the least that both have to do.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class FormatBenchmark {
  /** Bytes of payload. */
  static final int PAYLOAD = 1 << 20;

  private static final UUID CLUSTER = new UUID(1, 2);
  private static final BlockId BLOCK = new BlockId(3, 4, 5);
  private static final BlockHeader HEADER =
      new BlockHeader(
          CLUSTER,
          VolumePath.parse("/directory/file.bin"),
          7,
          BLOCK,
          new Encoding(4, 2),
          1,
          2,
          0,
          4L * PAYLOAD,
          PAYLOAD,
          true);

  private final OneFile drive = new OneFile(BlockFormat.MAX_HEADER + PAYLOAD);
  private final byte[] payload = new byte[PAYLOAD];
  private final byte[] target = new byte[PAYLOAD];

  /** Writes the block that is read. */
  @Setup
  public void prepare() throws IOException {
    new Random(1).nextBytes(payload);
    write();
  }

  /** Makes the checksums and the header, and writes the block; returns its directory. */
  @Benchmark
  public String write() throws IOException {
    return BlockWriter.write(drive, HEADER, payload, 0);
  }

  /** Opens the block, verifies it and reads all of it; returns the payload. */
  @Benchmark
  public byte[] read() throws IOException {
    try (VerifiedBlock block = VerifiedBlock.open(drive, BLOCK, CLUSTER)) {
      block.readAll(target, 0);
    }
    return target;
  }

  /** Nothing but the checksum and a copy; returns the checksum. */
  @Benchmark
  public long floor() {
    CRC32C crc = new CRC32C();
    crc.update(payload);
    System.arraycopy(payload, 0, target, 0, PAYLOAD);
    return crc.getValue();
  }

  /** What is to be in the block. */
  byte[] payload() {
    return payload;
  }

  /** What is in the block file. */
  byte[] file() {
    return drive.content();
  }
}
