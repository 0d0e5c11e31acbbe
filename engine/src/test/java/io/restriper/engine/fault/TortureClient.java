package io.restriper.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Writes, replaces, deletes and reads files of its own, and reads those of others. */
final class TortureClient {
  private static final int FILES = 8;
  private static final int STRIPE = 4 * EngineFixture.BLOCK;

  private final EngineFixture fixture;
  private final int number;
  private final int clients;
  private final Random random;
  private final Map<String, byte[]> files = new TreeMap<>();

  TortureClient(EngineFixture fixture, int number, int clients, Random random) {
    this.fixture = fixture;
    this.number = number;
    this.clients = clients;
    this.random = random;
  }

  /** Works until it is over; fails at the first byte that is not what it should be. */
  void work(AtomicBoolean over) {
    while (!over.get()) {
      String path = path(number);
      switch (random.nextInt(4)) {
        case 0 -> {
          byte[] content = EngineFixture.bytes(random.nextInt(), 1 + random.nextInt(3 * STRIPE));
          fixture.put(path, content);
          files.put(path, content);
        }
        case 1 -> {
          if (files.remove(path) != null) {
            fixture.delete(path);
          }
        }
        case 2 -> read(path);
        default -> contentOf(path(random.nextInt(clients)));
      }
    }
  }

  void readAll() {
    for (int file = 0; file < FILES; file++) {
      read(path(number, file));
    }
  }

  /** Stripes of all files that there are. */
  int stripes() {
    return files.values().stream().mapToInt(c -> (c.length + STRIPE - 1) / STRIPE).sum();
  }

  private void read(String path) {
    Optional<byte[]> found = contentOf(path);
    byte[] expected = files.get(path);
    assertThat(found.isPresent()).as(path).isEqualTo(expected != null);
    assertThat(expected == null || Arrays.equals(found.get(), expected)).as(path).isTrue();
  }

  private Optional<byte[]> contentOf(String path) {
    try {
      return Optional.of(fixture.get(path));
    } catch (VolumeException e) {
      assertThat(e.problem()).as(e.getMessage()).isEqualTo(Problem.NOT_FOUND);
      return Optional.empty();
    }
  }

  private String path(int client) {
    return path(client, random.nextInt(FILES));
  }

  private static String path(int client, int file) {
    return "/client-" + client + "/file-" + file;
  }
}
