package io.restriper.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.server.event.EventStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LimitTest {
  private static final Path PAGE = Path.of("..", "docs", "limits.md");

  @ParameterizedTest
  @EnumSource(Limit.class)
  void itsDefaultIsAValue(Limit limit) {
    Limits limits = new Limits(Map.of(), 4L << 30);
    assertThat(limits.of(limit)).isEqualTo(limit.parse(limit.byDefault()));
  }

  @Test
  void theDefaultsGoTogether() {
    assertThat(Limits.DEFAULTS.contradiction()).isEmpty();
    assertThat(Limits.DEFAULTS.count(Limit.EVENT_STREAMS)).isEqualTo(EventStreams.MOST);
  }

  @ParameterizedTest
  @CsvSource({
    "REQUESTS, 500, 500",
    "REQUEST_HEAD, 16KiB, 16384",
    "REQUEST_HEAD, 16384, 16384",
    "FILE_SIZE, 0, 0",
    "FILE_SIZE, 10 GiB, 10737418240",
    "MIN_RATE, 0, 0",
    "IDLE_TIME, 90s, 90",
    "IDLE_TIME, 5 m, 300",
    "PATH_DEPTH, 1, 1"
  })
  void readsAValue(Limit limit, String text, long value) {
    assertThat(limit.parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "REQUESTS, 0",
    "REQUESTS, 10001",
    "REQUESTS, -1",
    "REQUESTS, many",
    "REQUESTS, 1.5",
    "REQUESTS, 99999999999999999999",
    "REQUEST_HEAD, 1KiB",
    "REQUEST_HEAD, 0",
    "FILE_SIZE, 8388608TiB",
    "FILE_SIZE, 1 GB",
    "IDLE_TIME, 60",
    "IDLE_TIME, 0s",
    "IDLE_TIME, 61m",
    "PATH_LENGTH, 4096",
    "CONNECTIONS, ''"
  })
  void refusesWhatCannotBeAndSaysWhatCan(Limit limit, String text) {
    assertThatThrownBy(() -> limit.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("write ")
        .hasMessageEndingWith(".");
  }

  @ParameterizedTest
  @CsvSource({"64, 512", "256, 2048", "1024, 8192", "2048, 16384", "65536, 16384", "0, 16"})
  void connectionsAreAsManyAsTheHeapHasRoomForTheirHeads(long mebibytes, long connections) {
    Limits limits = new Limits(Map.of(), mebibytes << 20);
    assertThat(limits.of(Limit.CONNECTIONS)).isEqualTo(connections);
    assertThat(limits.with(Limit.REQUEST_HEAD, 1 << 20).of(Limit.CONNECTIONS))
        .isEqualTo(Math.max(16, Math.min(16384, mebibytes / 4)));
    assertThat(limits.with(Limit.CONNECTIONS, 20_000).of(Limit.CONNECTIONS)).isEqualTo(20_000);
  }

  @Test
  void fileRequestsLeaveRoomForOthersAndWritesForReads() {
    assertThat(Limits.DEFAULTS.with(Limit.FILE_REQUESTS, 256).contradiction())
        .hasValueSatisfying(wrong -> assertThat(wrong.wrong()).isEqualTo(Limit.FILE_REQUESTS));
    assertThat(Limits.DEFAULTS.with(Limit.WRITES, 193).contradiction())
        .hasValueSatisfying(wrong -> assertThat(wrong.wrong()).isEqualTo(Limit.WRITES));
    assertThat(Limits.DEFAULTS.with(Limit.WRITES, 192).contradiction()).isEmpty();
  }

  @Test
  void limitsWithTheSameValuesAreEqual() {
    assertThat(Limits.DEFAULTS.with(Limit.WRITES, 5).with(Limit.WRITES, 64))
        .isEqualTo(Limits.DEFAULTS)
        .hasSameHashCodeAs(Limits.DEFAULTS);
    assertThat(Limits.DEFAULTS.with(Limit.WRITES, 5)).isNotEqualTo(Limits.DEFAULTS);
  }

  @Test
  void thePageHasEachLimitWithItsDefault() throws IOException {
    Matcher row =
        Pattern.compile("^\\| `([a-z-]+)` \\| `([^`]+)`", Pattern.MULTILINE)
            .matcher(Files.readString(PAGE));
    List<String> told = row.results().map(r -> r.group(1) + " " + r.group(2)).toList();
    assertThat(told)
        .containsExactly(
            List.of(Limit.values()).stream()
                .map(limit -> limit.key() + " " + limit.byDefault())
                .toArray(String[]::new));
  }
}
