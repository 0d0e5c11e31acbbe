package io.restriper.engine.local.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockHeader;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.rebuild.FoundBlocks.FoundVersion;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Block files have sound checksums and yet can say what cannot be: somebody may have made them. */
class FoundBlocksTest {
  private static final Encoding ENCODING = new Encoding(2, 1);
  private static final long VERSION = 7;

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void choose() {
    file = directory.resolve("scratch");
  }

  /** A block of the second of two whole stripes, or of the first. */
  private static Header block(long stripe, int index) {
    return new Header(VERSION, "/a", ENCODING, stripe, index, stripe * 128, 128, 64, stripe == 1);
  }

  private record Header(
      long version,
      String path,
      Encoding encoding,
      long stripe,
      int index,
      long offset,
      long length,
      int blockLength,
      boolean last) {
    BlockHeader header() {
      return new BlockHeader(
          new UUID(1, 1),
          VolumePath.parse(path),
          3,
          new BlockId(version, stripe, index),
          encoding,
          1,
          2,
          offset,
          length,
          blockLength,
          last);
    }
  }

  private static List<FoundVersion> versions(FoundBlocks found) throws IOException {
    List<FoundVersion> versions = new ArrayList<>();
    found.versions(versions::add);
    return versions;
  }

  private FoundVersion foundWithLast(Header last) throws IOException {
    try (FoundBlocks found = FoundBlocks.create(file)) {
      for (long stripe = 0; stripe < 2; stripe++) {
        for (int index = 0; index < 2; index++) {
          found.add(block(stripe, index).header(), 1 + index);
        }
      }
      found.add(last.header(), 3);
      List<FoundVersion> versions = versions(found);
      assertThat(versions).hasSize(1);
      return versions.get(0);
    }
  }

  @Test
  void blocksThatAgreeMakeAWholeVersion() throws IOException {
    FoundVersion found = foundWithLast(block(1, 2));

    assertThat(found.whole()).isTrue();
    assertThat(found.stripes()).isEqualTo(2);
    assertThat(found.blocks()).isEqualTo(5);
    assertThat(found.version().encoding()).isEqualTo(ENCODING);
  }

  @Test
  void theStripesOfAWholeVersionAreInOrder() throws IOException {
    try (FoundBlocks found = FoundBlocks.create(file)) {
      for (int index = 0; index < 3; index++) {
        found.add(block(1, index).header(), 1 + index);
        found.add(block(0, index).header(), 1 + index);
      }
      FoundVersion version = versions(found).get(0);

      assertThat(version.whole()).isTrue();
      assertThat(found.stripes(version.version(), 0, 10))
          .extracting(StripeRecord::index, StripeRecord::offset, StripeRecord::last)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(0L, 0L, false),
              org.assertj.core.groups.Tuple.tuple(1L, 128L, true));
    }
  }

  static Stream<Arguments> contradictions() {
    return Stream.of(
        lie("another path", h -> new Header(VERSION, "/b", ENCODING, 1, 2, 128, 128, 64, true)),
        lie(
            "another encoding",
            h -> new Header(VERSION, "/a", new Encoding(1, 2), 1, 2, 128, 128, 128, true)),
        lie(
            "an encoding that makes an impossible one of the two",
            h -> new Header(VERSION, "/a", new Encoding(1, 31), 1, 2, 128, 64, 64, true)),
        lie("another offset", h -> new Header(VERSION, "/a", ENCODING, 1, 2, 64, 128, 64, true)),
        lie("another length", h -> new Header(VERSION, "/a", ENCODING, 1, 2, 128, 100, 64, true)),
        lie("larger blocks", h -> new Header(VERSION, "/a", ENCODING, 1, 2, 128, 128, 128, true)),
        lie("not the last", h -> new Header(VERSION, "/a", ENCODING, 1, 2, 128, 128, 64, false)),
        lie("the last too", h -> new Header(VERSION, "/a", ENCODING, 0, 2, 0, 128, 64, true)),
        lie(
            "a stripe far away",
            h -> new Header(VERSION, "/a", ENCODING, 9, 2, 128, 128, 64, true)),
        lie(
            "the farthest stripe",
            h -> new Header(VERSION, "/a", ENCODING, Long.MAX_VALUE, 2, 0, 0, 64, true)));
  }

  private static Arguments lie(String name, UnaryOperator<Header> lie) {
    return Arguments.of(name, lie.apply(block(1, 2)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contradictions")
  void aVersionWhoseBlocksContradictEachOtherIsNotWhole(String name, Header lie)
      throws IOException {
    FoundVersion found = foundWithLast(lie);

    assertThat(found.whole()).isFalse();
    assertThat(found.blocks()).isEqualTo(5);
  }

  @Test
  void aGapBetweenStripesIsNotWhole() throws IOException {
    try (FoundBlocks found = FoundBlocks.create(file)) {
      for (int index = 0; index < 3; index++) {
        found.add(block(0, index).header(), 1);
        found.add(new Header(VERSION, "/a", ENCODING, 1, index, 192, 64, 64, true).header(), 2);
      }
      assertThat(versions(found).get(0).whole()).isFalse();
    }
  }

  @Test
  void aStripeThatDoesNotBeginAtTheBeginningIsNotWhole() throws IOException {
    try (FoundBlocks found = FoundBlocks.create(file)) {
      for (int index = 0; index < 3; index++) {
        found.add(new Header(VERSION, "/a", ENCODING, 0, index, 64, 64, 64, true).header(), 1);
      }
      assertThat(versions(found).get(0).whole()).isFalse();
    }
  }
}
