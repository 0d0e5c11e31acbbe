package io.restriper.engine.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.facts.ProtectionFacts;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random changes of everything that can be changed, one upon the other. */
class ChangeSequenceTest {
  private static final int BLOCK = EngineFixture.BLOCK;
  private static final int STEPS = 40;
  private static final int PATHS = 12;
  private static final int FIRST_DRIVES = 8;
  private static final int MOST_DRIVES = 12;

  /** Drives in the configuration that the widest encoding needs. */
  private static final int LEAST_DRIVES = 7;

  private static final List<String> ENCODINGS = List.of("4+2", "1+1", "3+3", "5+2", "2+1", "4+3");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path root;
  private final Map<String, byte[]> contents = new TreeMap<>();
  private final Map<String, String> tags = new TreeMap<>();
  private final Set<Integer> takenOut = new TreeSet<>();
  private EngineFixture fixture;
  private String encoding = ENCODINGS.get(0);
  private int drives = FIRST_DRIVES;
  private int contentSeed;

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyFileIsAsItsUserLeftItAndEveryBlockIsThereOnce(long seed) throws Exception {
    Random random = new Random(seed);
    fixture = new EngineFixture(root, encoding, drives).withTimeThatRuns(10).start();
    List<String> history = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      history.add(step(random));
      if (random.nextInt(4) == 0) {
        assertContents(history);
      }
      if (random.nextInt(8) == 0) {
        awaitDone(history);
      }
    }
    awaitDone(history);
    fixture.restart();
    assertContents(history);
    awaitDone(history);
  }

  private String step(Random random) throws Exception {
    int kind = random.nextInt(16);
    if (kind < 7) {
      return put(random);
    }
    if (kind < 9) {
      return delete(random);
    }
    if (kind < 13) {
      encoding = ENCODINGS.get(random.nextInt(ENCODINGS.size()));
      fixture.changeEncoding(encoding);
      return "encoding " + encoding;
    }
    if (kind < 14) {
      fixture.restart();
      return "restart";
    }
    return changeDrives(random);
  }

  private String put(Random random) {
    String path = "/" + random.nextInt(3) + "/" + random.nextInt(PATHS);
    int stripe = BLOCK * (1 + random.nextInt(5));
    int size = Math.max(0, stripe * random.nextInt(6) + random.nextInt(5) - 2);
    byte[] content = EngineFixture.bytes(++contentSeed, size);
    tags.put(path, fixture.put(path, content).tag());
    contents.put(path, content);
    return "put " + path + " of " + size;
  }

  private String delete(Random random) {
    if (contents.isEmpty()) {
      return "nothing to delete";
    }
    String path = List.copyOf(contents.keySet()).get(random.nextInt(contents.size()));
    fixture.delete(path);
    contents.remove(path);
    tags.remove(path);
    return "delete " + path;
  }

  private String changeDrives(Random random) throws IOException, EngineStartException {
    if (!takenOut.isEmpty() && random.nextBoolean()) {
      int drive = takenOut.iterator().next();
      takenOut.remove(drive);
      fixture.putBack(drive);
      return "put back " + drive;
    }
    if (drives - takenOut.size() > LEAST_DRIVES && random.nextBoolean()) {
      int drive = 1 + random.nextInt(drives);
      if (takenOut.add(drive)) {
        fixture.takeOut(drive);
      }
      return "take out " + drive;
    }
    if (drives < MOST_DRIVES) {
      drives++;
      fixture.addDrives(drives);
    }
    return drives + " drives";
  }

  private void assertContents(List<String> history) {
    contents.forEach(
        (path, content) -> {
          assertThat(fixture.get(path)).as("%s after %s", path, history).isEqualTo(content);
          String tag = fixture.engine().files().attributes(VolumePath.parse(path)).tag();
          assertThat(tag).as("%s after %s", path, history).isEqualTo(tags.get(path));
        });
  }

  private void awaitDone(List<String> history) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              ProtectionFacts protection = fixture.engine().facts().protection();
              assertThat(fixture.status().blockedReason()).as("%s", history).isEmpty();
              assertThat(fixture.status().state()).as("%s", history).isNotEqualTo(RunState.RUNNING);
              assertThat(fixture.status().dataAtRisk()).as("%s", history).isFalse();
              assertThat(protection.pending()).as("%s", history).isEmpty();
              assertThat(protection.encoding())
                  .as("%s", history)
                  .isEqualTo(Encoding.parse(encoding));
              assertThat(fixture.engine().facts().slots())
                  .as("%s", history)
                  .hasSize(drives - takenOut.size());
              assertThat(fixture.blockFileCount()).as("%s", history).isEqualTo(blocks());
              for (int drive : takenOut) {
                assertThat(fixture.blockFiles(drive)).as("%s of %s", drive, history).isEmpty();
              }
              for (int drive = 1; drive <= drives; drive++) {
                assertThat(fixture.drivePath(drive).resolve("tombstones"))
                    .as("%s of %s", drive, history)
                    .isEmptyDirectory();
              }
            });
    assertContents(history);
  }

  private int blocks() {
    Encoding target = Encoding.parse(encoding);
    int stripe = target.dataBlocks() * BLOCK;
    return contents.values().stream()
        .mapToInt(c -> target.totalBlocks() * Math.max(1, (c.length + stripe - 1) / stripe))
        .sum();
  }
}
