package io.restriper.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  @TempDir private Path folder;

  @BeforeEach
  void measureAndReport() throws IOException {
    Figures figures = new Figures(folder.resolve("coder.jsonl"));
    figures.add("coder", "4+2 encode", "restriper", 12_000, "MB/s");
    figures.add("coder", "4+2 encode", "ISA-L", 2_000, "MB/s");
    figures.add("coder", "4+2 encode", "ISA-L", 90_000, "MB/s");
    figures.add("coder", "4+2 encode", "ISA-L", 10_000, "MB/s");
    figures.add("coder", "4+2 encode", "Hadoop, pure Java", 2_000, "MB/s");
    figures.add("other", "a < b", "restriper", 0, "ms");
    figures.add("other", "a < b", "restriper", 3, "files");
    Report.main(new String[] {folder.toString()});
  }

  /** ISA-L has three rounds. */
  @Test
  void theTableHasTheSubjectsSideBySideWithTheirRatios() throws IOException {
    assertThat(Files.readString(folder.resolve("report.md")))
        .contains("| what | unit | restriper | ISA-L | Hadoop, pure Java | ratios |")
        .contains("| 4+2 encode | MB/s | 12000 | 10000 | 2000 | 1.2, 6 |");
  }

  @Test
  void whatHasTwoUnitsHasTwoRows() throws IOException {
    assertThat(Files.readString(folder.resolve("report.md")))
        .contains("| a < b | ms | 0 |")
        .contains("| a < b | files | 3 |");
  }

  @Test
  void goalsAreMetOrMissedByTheRatio() throws IOException {
    assertThat(Files.readString(folder.resolve("report.md")))
        .contains("| coder | 4+2 encode | at least 0.45 times ISA-L | 1.2 | met |")
        .contains("| coder | 4+2 encode | at least 10 times Hadoop, pure Java | 6 | **missed** |");
  }

  @Test
  void theFiguresAreThereAsJson() throws IOException {
    assertThat(
            new JsonMapper()
                .readTree(folder.resolve("results.json").toFile())
                .get("figures")
                .get(1)
                .get("value")
                .doubleValue())
        .isEqualTo(10_000);
  }

  @Test
  void thePlotIsXmlWithABarForEachSubjectOfWhatSeveralDid() throws Exception {
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("results.svg").toFile())
                .getElementsByTagName("rect")
                .getLength())
        .isEqualTo(1 + 3);
  }
}
