package io.restriper.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documentation shows is what is compiled and run here. */
class DocumentationTest {
  private static final Path ROOT = Path.of(System.getProperty("restriper.root"));
  private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern METHOD = Pattern.compile("^\\| `(\\w+)\\(", Pattern.MULTILINE);

  private static String document() throws IOException {
    return Files.readString(ROOT.resolve("docs/testing-against-restriper.md"));
  }

  @Test
  void theExampleIsATestThatRuns() throws IOException {
    String source =
        Files.readString(
            ROOT.resolve("testing/src/test/java/io/restriper/testing/HealsItselfTest.java"));
    String example =
        source.substring(
            source.indexOf("// <example>\n") + "// <example>\n".length(),
            source.indexOf("// </example>"));
    List<String> blocks = new ArrayList<>();
    for (Matcher block = BLOCK.matcher(document()); block.find(); ) {
      blocks.add(block.group(1));
    }
    assertThat(blocks).containsExactly(example);
  }

  @Test
  void everyMethodIsNamed() throws IOException {
    List<String> named = new ArrayList<>();
    for (Matcher method = METHOD.matcher(document()); method.find(); ) {
      named.add(method.group(1));
    }
    assertThat(TestServer.class.getMethods())
        .extracting(java.lang.reflect.Method::getName)
        .containsExactlyInAnyOrderElementsOf(named);
  }
}
