package io.restriper.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriveRulesTest {
  @TempDir Path root;

  @Test
  void aDirectoryThatDoesNotAnswerIsTakenAsItIsWritten() {
    CountDownLatch end = new CountDownLatch(1);
    Path path = root.resolve("a/../b");
    Path taken =
        DriveRules.real(
            path,
            asked -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException("no one interrupts it", e);
              }
              return asked;
            },
            Duration.ofMillis(1));
    end.countDown();
    assertThat(taken).isEqualTo(root.resolve("b"));
  }

  @Test
  void aLinkIsFollowed() throws IOException {
    Path drive = Files.createDirectory(root.resolve("drive"));
    Path link = Files.createSymbolicLink(root.resolve("link"), drive);
    assertThat(
            DriveRules.real(
                link,
                path -> {
                  try {
                    return path.toRealPath();
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                },
                Duration.ofMinutes(1)))
        .isEqualTo(drive.toRealPath());
  }
}
