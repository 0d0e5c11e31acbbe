package io.restriper.cli.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.restriper.cli.terminal.Cell;
import io.restriper.cli.terminal.Line;
import io.restriper.cli.terminal.Terminal;
import io.restriper.client.RestriperClient;
import io.restriper.client.RestriperClientBuilder;
import io.restriper.client.RetryPolicy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What one call of the program works with. Not thread-safe. */
public final class Session {
  private static final ObjectWriter JSON = JsonMapper.builder().build().writer();
  private static final ObjectWriter PRETTY = JSON.withDefaultPrettyPrinter();
  private static final ObjectWriter YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build()
          .writer();

  private final Surroundings surroundings;
  private final GlobalOptions options = new GlobalOptions();

  /** A session whose options are not set yet. */
  public Session(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The flags of every command, to be set by picocli. */
  public GlobalOptions options() {
    return options;
  }

  /** Where to read and write. */
  public Terminal terminal() {
    return surroundings.terminal();
  }

  /** The time of day. */
  public Clock clock() {
    return surroundings.clock();
  }

  /** Time that passes. */
  public Ticker ticker() {
    return surroundings.ticker();
  }

  /** Where the server answers. */
  public URI endpoint() {
    return new Connecting(options, surroundings).endpoint();
  }

  /**
   * A client of the server, to be closed. Nothing is sent yet.
   *
   * @throws CliException if something that tells how to connect is wrong
   */
  public RestriperClient connect() {
    return connecting(RetryPolicy.standard()).build();
  }

  /**
   * A client that makes one attempt a call, for those who ask again and again.
   *
   * @param most how long an attempt may take, if that is less than what the options say
   */
  public RestriperClient connectOnce(Duration most) {
    RestriperClientBuilder builder = connecting(RetryPolicy.none());
    Duration least = Duration.ofSeconds(1);
    Duration time = most.compareTo(least) < 0 ? least : most;
    if (time.compareTo(requestTimeout()) < 0) {
      builder.requestTimeout(time);
    }
    return builder.build();
  }

  private Duration requestTimeout() {
    return Connecting.requestTimeout(options);
  }

  /** Options that tell how to show things are checked before anything is done. */
  private RestriperClientBuilder connecting(RetryPolicy retries) {
    format();
    colours(false);
    return new Connecting(options, surroundings)
        .builder(retries)
        .onDeprecation(notice -> remark(notice.message()));
  }

  /** How to show things. */
  public Format format() {
    if (options.output == null) {
      return Format.TEXT;
    }
    return switch (options.output) {
      case "json" -> Format.JSON;
      case "yaml" -> Format.YAML;
      case "table" -> Format.TABLE;
      case "wide" -> Format.WIDE;
      default ->
          throw CliException.usage(
              "--output is json, yaml, table or wide, not '" + options.output + "'.");
    };
  }

  /** Whether what is printed to the standard output has colours. */
  public boolean colours() {
    return colours(terminal().outIsTerminal());
  }

  /** Whether what is printed to something has colours. */
  public boolean colours(boolean isTerminal) {
    String choice = options.colour == null ? "auto" : options.colour;
    return switch (choice) {
      case "always" -> true;
      case "never" -> false;
      case "auto" -> isTerminal && surroundings.variable("NO_COLOR") == null;
      default ->
          throw CliException.usage(
              "--color is auto, always or never, not '" + options.colour + "'.");
    };
  }

  /** Shows something, as the options say. */
  public void show(View view) {
    switch (format()) {
      case JSON, YAML -> terminal().out().print(document(view.document()));
      case TABLE -> print(view.table().lines(false));
      case WIDE -> print(view.table().lines(true));
      case TEXT -> print(view.text());
    }
    terminal().out().flush();
  }

  /** Prints lines. */
  public void print(List<Line> lines) {
    boolean colours = colours();
    lines.forEach(line -> terminal().out().println(line.render(colours)));
  }

  /** Prints one of many documents: of JSON each in a line of its own, of YAML after {@code ---}. */
  public void showNext(JsonNode document) {
    String text =
        format() == Format.YAML ? "---\n" + write(YAML, document) : write(JSON, document) + "\n";
    terminal().out().print(text);
    terminal().out().flush();
  }

  private String document(JsonNode document) {
    return format() == Format.YAML ? write(YAML, document) : write(PRETTY, document) + "\n";
  }

  private static String write(ObjectWriter writer, JsonNode document) {
    try {
      return writer.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of values cannot be written.", e);
    }
  }

  /** Tells a person something that is not the command's result. */
  public void remark(String sentence) {
    terminal().err().println("restriper: " + Cell.safe(sentence));
    terminal().err().flush();
  }
}
