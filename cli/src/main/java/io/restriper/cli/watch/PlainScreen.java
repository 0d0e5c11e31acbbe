package io.restriper.cli.watch;

import io.restriper.cli.terminal.Cell;
import io.restriper.cli.terminal.Line;
import io.restriper.cli.terminal.Style;
import io.restriper.cli.terminal.Terminal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** A file or a pipe: a line for all that has happened, and one whenever something has changed. */
final class PlainScreen implements Screen {
  private final Terminal terminal;
  private final Frame frame;
  private final boolean colours;
  private final Clock clock;
  private String last = "";

  PlainScreen(Terminal terminal, boolean colours, Clock clock) {
    this.terminal = terminal;
    this.frame = new Frame(terminal.unicode());
    this.colours = colours;
    this.clock = clock;
  }

  @Override
  public void show(List<News> news, Look look) {
    print(news, frame.line(look));
  }

  @Override
  public void showOutage(List<News> news, String reason, Optional<Look> known) {
    print(news, Line.of(new Cell("UNKNOWN", Style.WARN), new Cell("  " + reason, Style.BAD)));
  }

  private void print(List<News> news, Line line) {
    news.forEach(some -> terminal.out().println(some.line(clock).render(colours)));
    String text = line.render(colours);
    if (!text.equals(last)) {
      String time = News.time(OffsetDateTime.now(clock), clock);
      terminal.out().println(time + "  " + text);
      last = text;
    }
    terminal.out().flush();
  }
}
