package io.restriper.engine.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.local.drive.LocalDriveFiles;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.volume.OpenFile;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What work costs in input and output, exactly: a change that makes it cost more shows here, on
 * whatever machine.
 */
class IoCountsTest {
  private static final int STRIPES = 10;
  private static final int K = 4;
  private static final int BLOCKS = 6;
  private static final int HEADER = 4096;
  private static final int FILE = HEADER + EngineFixture.BLOCK;

  @TempDir Path root;
  private final BlockIo io = new BlockIo();
  private final byte[] content = EngineFixture.bytes(1, STRIPES * K * EngineFixture.BLOCK);
  private EngineFixture fixture;

  @BeforeEach
  void start() throws EngineStartException {
    fixture =
        new EngineFixture(root, "4+2", BLOCKS + 1)
            .withDriveFiles(path -> io.around(new LocalDriveFiles(path)))
            .start();
    io.reset();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aStripeIsWrittenByOneSyncOfEachBlockAndAFileByOneOfEachDirectory() {
    fixture.put("/file", content);

    Map<String, Long> counts = io.counts();
    // Seven drives, with one directory each for stripes that are neighbours.
    assertThat(counts.remove("syncDirectory")).isEqualTo(BLOCKS + 1L);
    assertThat(counts)
        .isEqualTo(
            Map.of(
                "create",
                (long) STRIPES * BLOCKS,
                "sync",
                (long) STRIPES * BLOCKS,
                "rename",
                (long) STRIPES * BLOCKS,
                BlockIo.BYTES_WRITTEN,
                (long) STRIPES * BLOCKS * FILE));
  }

  @Test
  void aFileOfOneStripeIsWrittenByOneSyncOfEachBlockAndOfItsDirectory() {
    fixture.put("/file", EngineFixture.bytes(2, 1000));

    assertThat(io.of("sync")).isEqualTo(BLOCKS);
    assertThat(io.of("syncDirectory")).isEqualTo(BLOCKS);
    assertThat(io.of("rename")).isEqualTo(BLOCKS);
  }

  @Test
  void aReadTouchesTheDataBlocksAndNothingElse() {
    fixture.put("/file", content);
    io.reset();

    assertThat(fixture.get("/file")).isEqualTo(content);

    assertThat(io.counts())
        .isEqualTo(
            Map.of("open", (long) STRIPES * K, BlockIo.BYTES_READ, (long) STRIPES * K * FILE));
  }

  @Test
  void aFewBytesAreReadFromOneChunkOfOneBlock() {
    fixture.put("/file", content);
    io.reset();

    fixture.get("/file", 5L * EngineFixture.BLOCK + 17, 100);

    assertThat(io.counts()).isEqualTo(Map.of("open", 1L, BlockIo.BYTES_READ, (long) FILE));
  }

  @Test
  void oneStripeIsReadAheadForAClientThatHasTakenNothingYet() throws IOException {
    fixture.put("/file", content);
    io.reset();
    AtomicLong opened = new AtomicLong();

    try (OpenFile file = fixture.engine().files().open(VolumePath.parse("/file"))) {
      OutputStream slow =
          new OutputStream() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
              await().atMost(60, TimeUnit.SECONDS).until(() -> io.of("open") >= 2 * K);
              opened.compareAndSet(0, io.of("open"));
            }

            @Override
            public void write(int b) {
              throw new AssertionError("a byte at a time");
            }
          };
      file.range(0, content.length).transferTo(slow);
    }
    assertThat(opened).hasValue(2 * K);
  }

  @Test
  void aRebuiltBlockCostsKBlocksReadAndOneWritten() throws IOException {
    fixture.put("/file", content);
    long lost = fixture.blockFiles(2).size();
    io.reset();

    fixture.removeDrive(2);
    fixture.awaitSafe();

    assertThat(io.of(BlockIo.BYTES_READ)).isEqualTo(lost * K * FILE);
    assertThat(io.of(BlockIo.BYTES_WRITTEN)).isEqualTo(lost * FILE);
    assertThat(io.of("sync")).isEqualTo(lost);
    assertThat(io.of("rename")).isEqualTo(lost);
    assertThat(io.of("syncDirectory")).isEqualTo(lost);
  }
}
