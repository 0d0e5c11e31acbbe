package io.restriper.cli.watch;

import io.restriper.cli.terminal.Cell;
import io.restriper.cli.terminal.Line;
import io.restriper.cli.terminal.Style;
import io.restriper.cli.terminal.Terminal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A terminal: what has happened scrolls, below it lines that are drawn anew each time. */
final class LiveScreen implements Screen {
  private static final String ESCAPE = "\u001b[";

  private final Terminal terminal;
  private final Frame frame;
  private final String endpoint;
  private final boolean colours;
  private final Clock clock;
  private int drawn;

  LiveScreen(Terminal terminal, String endpoint, boolean colours, Clock clock) {
    this.terminal = terminal;
    this.frame = new Frame(terminal.unicode());
    this.endpoint = endpoint;
    this.colours = colours;
    this.clock = clock;
  }

  private String now() {
    return News.time(OffsetDateTime.now(clock), clock);
  }

  @Override
  public void show(List<News> news, Look look) {
    draw(news, frame.lines(look, endpoint + "  " + now()));
  }

  @Override
  public void showOutage(List<News> news, String reason, Optional<Look> last) {
    List<Line> lines = new ArrayList<>();
    lines.add(
        Line.of(
            Cell.of("Data is "),
            new Cell("UNKNOWN", Style.WARN),
            new Cell("  " + endpoint + "  " + now(), Style.DIM)));
    lines.add(Line.of(new Cell("  " + reason, Style.BAD)));
    last.ifPresent(
        look ->
            lines.add(
                Line.of(new Cell("  it said last: ", Style.DIM))
                    .and(frame.line(look).cells().toArray(Cell[]::new))));
    draw(news, lines);
  }

  /** In one piece, so that nobody sees half of it. */
  private void draw(List<News> news, List<Line> lines) {
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append(ESCAPE).append(drawn).append('A');
    }
    text.append('\r').append(ESCAPE).append('J');
    for (News some : news) {
      text.append(some.line(clock).render(colours)).append('\n');
    }
    for (Line line : lines) {
      // A line that the terminal breaks in two would be counted as one.
      text.append(line.cutTo(terminal.width() - 1).render(colours)).append('\n');
    }
    drawn = lines.size();
    terminal.out().print(text);
    terminal.out().flush();
  }
}
