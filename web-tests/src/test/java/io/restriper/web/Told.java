package io.restriper.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is told, by the page or by the API, in the same words.
 *
 * @param atRisk how much is at risk, the worst first
 * @param estimated whether the time left is told
 */
record Told(
    String level,
    String phase,
    String percent,
    String blockedReason,
    List<String> remedies,
    List<String> atRisk,
    Map<String, String> slots,
    List<String> runs,
    String free,
    boolean estimated) {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  static Told by(Api api) {
    JsonNode status = api.get("/v1/cluster/protection/restriper/status");
    JsonNode runs = api.get("/v1/cluster/protection/restriper/runs/?limit=20").get("runs");
    JsonNode newest = runs.path(0);
    Map<String, String> slots = new TreeMap<>();
    api.get("/v1/cluster/slots/")
        .forEach(slot -> slots.put(slot.get("id").asText(), slot.get("state").asText()));
    boolean risk = status.get("data_at_risk").asBoolean();
    boolean running = status.get("state").asText().equals("RUNNING");
    JsonNode phases = newest.path("phases");
    JsonNode estimate = phases.path(phases.size() - 1).path("estimated_seconds_left");
    return new Told(
        risk ? "risk" : "protected",
        status.get("phase").asText(),
        running ? percent(status.get("percent_complete").decimalValue()) : "",
        status.get("blocked_reason").asText(),
        each(newest.path("blocked"), "remedy"),
        risk ? levels(newest.path("at_risk")) : List.of(),
        slots,
        runIds(runs),
        bytes(api.get("/v1/file-system").get("free_size_bytes").asLong()),
        running && estimate.isObject());
  }

  static Told by(Page page) {
    return new Told(
        page.level(),
        page.phase(),
        page.percent(),
        page.blockedReason(),
        page.remedies().stream().map(text -> text.replace("What to do: ", "")).toList(),
        page.details().stream()
            .filter(detail -> detail.contains("can bear") || detail.contains("cannot be read"))
            .map(detail -> detail.replace(" That was when the last run ended.", ""))
            .toList(),
        page.slots(),
        page.runs(),
        page.text("#space").replaceFirst(" of .*", ""),
        page.text("#eta").endsWith(" left"));
  }

  private static List<String> each(JsonNode list, String field) {
    List<String> values = new ArrayList<>();
    list.forEach(entry -> values.add(entry.get(field).asText()));
    return values;
  }

  private static List<String> runIds(JsonNode runs) {
    List<String> ids = new ArrayList<>();
    runs.forEach(run -> ids.add(run.get("id").asText() + " " + run.get("state").asText()));
    return ids;
  }

  private static List<String> levels(JsonNode levels) {
    List<String> sentences = new ArrayList<>();
    for (JsonNode level : levels) {
      String amount = bytes(level.get("bytes").asLong());
      int left = level.get("remaining_failures").asInt();
      sentences.add(
          amount
              + switch (left) {
                case -1 -> " cannot be read any more, for now or for good.";
                case 0 -> " can bear no more failure: the next one loses data.";
                case 1 -> " can bear 1 more failure.";
                default -> " can bear " + left + " more failures.";
              });
    }
    return sentences;
  }

  private static String percent(BigDecimal value) {
    return plain(value.setScale(1, RoundingMode.FLOOR)) + " %";
  }

  private static String bytes(long amount) {
    BigDecimal value = BigDecimal.valueOf(amount);
    BigDecimal step = BigDecimal.valueOf(1024);
    int unit = 0;
    while (value.compareTo(step) >= 0 && unit < UNITS.length - 1) {
      value = value.divide(step);
      unit++;
    }
    boolean whole = unit == 0 || value.compareTo(BigDecimal.valueOf(100)) >= 0;
    return plain(value.setScale(whole ? 0 : 1, RoundingMode.HALF_UP)) + " " + UNITS[unit];
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
