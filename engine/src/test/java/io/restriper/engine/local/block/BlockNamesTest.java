package io.restriper.engine.local.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockNamesTest {
  static Stream<BlockId> blocks() {
    return Stream.of(
        new BlockId(0, 0, 0),
        new BlockId(1, 2, 3),
        new BlockId(-1, Long.MAX_VALUE, 31),
        new BlockId(1_700_000_000_000_000L, 0xabcdef, 255));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void aNameStandsForItsBlock(BlockId block) {
    assertThat(BlockNames.parse(BlockNames.fileName(block))).contains(block);
    assertThat(BlockNames.parse(BlockNames.directory(block), BlockNames.fileName(block)))
        .contains(block);
    assertThat(BlockNames.path(block)).matches("blocks/[0-9a-f]{2}/" + BlockNames.fileName(block));
  }

  @Test
  void namesAndDirectoriesDoNotChange() {
    assertThat(BlockNames.path(new BlockId(0x1112131415161718L, 0x2122232425L, 5)))
        .isEqualTo("blocks/fb/1112131415161718-2122232425-05");
    assertThat(BlockNames.path(new BlockId(1, 0, 0))).isEqualTo("blocks/e2/0000000000000001-0-00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "0000000000000001-0-0",
        "0000000000000001-00-00",
        "0000000000000001--00",
        "0000000000000001-0-00.part",
        "000000000000000A-0-00",
        "0000000000000001-ffffffffffffffff-00",
        "0000000000000001-0-000",
        "1-0-00",
        ".0000000000000001-0-00"
      })
  void foreignNamesStandForNothing(String name) {
    assertThat(BlockNames.parse(name)).isEmpty();
  }

  @Test
  void aBlockInTheWrongDirectoryIsNotTakenForIt() {
    BlockId block = new BlockId(1, 0, 0);
    String other = BlockNames.directory(block).equals("blocks/00") ? "blocks/01" : "blocks/00";

    assertThat(BlockNames.parse(other, BlockNames.fileName(block))).isEmpty();
  }

  @Test
  void blocksSpreadOverAllDirectoriesAndNeighboursStayTogether() {
    Map<String, Integer> counts = new HashMap<>();
    for (int version = 0; version < 25_600; version++) {
      counts.merge(BlockNames.directory(new BlockId(version, 0, 0)), 1, Integer::sum);
    }
    assertThat(counts)
        .hasSize(256)
        .allSatisfy((name, count) -> assertThat(count).isBetween(50, 160));
    assertThat(BlockNames.directory(new BlockId(7, 255, 0)))
        .isEqualTo(BlockNames.directory(new BlockId(7, 0, 5)));
  }
}
