package io.restriper.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The contract against the facts of the published API, which are written down in wire.txt. */
final class WireRules {
  private WireRules() {}

  static List<String> isThePublishedSlice(Contract contract) {
    List<String> published = published();
    List<String> ours = Signature.of(contract);
    List<String> findings = new ArrayList<>();
    published.stream().filter(l -> !ours.contains(l)).forEach(l -> findings.add("missing: " + l));
    ours.stream().filter(l -> !published.contains(l)).forEach(l -> findings.add("added: " + l));
    return findings;
  }

  private static List<String> published() {
    try (InputStream text = WireRules.class.getResourceAsStream("/wire.txt")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
