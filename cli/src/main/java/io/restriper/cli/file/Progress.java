package io.restriper.cli.file;

import io.restriper.cli.base.Session;
import io.restriper.cli.base.Ticker;
import io.restriper.cli.terminal.Bar;
import io.restriper.cli.terminal.Cell;
import io.restriper.cli.terminal.Line;
import io.restriper.cli.terminal.Style;
import io.restriper.cli.terminal.Terminal;
import io.restriper.cli.terminal.Units;
import java.util.OptionalLong;

/** How far a transfer is, in a line that is drawn again and again; on a terminal only. */
final class Progress {
  private static final long BEAT = 200_000_000L;
  private static final double NANOS = 1e9;
  private static final int BAR = 16;
  private static final int NAME = 20;
  private static final double ALL = 100;

  private final Terminal terminal;
  private final Ticker ticker;
  private final boolean colours;
  private String name = "";
  private OptionalLong total = OptionalLong.empty();
  private long before;
  private long done;
  private long began;
  private long shown;
  private boolean visible;

  Progress(Session session) {
    this.terminal = session.terminal();
    this.ticker = session.ticker();
    this.colours = session.colours(terminal.errIsTerminal());
  }

  /**
   * Begins a transfer, or begins it again.
   *
   * @param newName what is transferred
   * @param newTotal bytes of all of it
   * @param already bytes that need no transfer
   */
  synchronized void begin(String newName, OptionalLong newTotal, long already) {
    name = newName;
    total = newTotal;
    before = already;
    done = already;
    began = ticker.nanoTime();
    shown = began;
  }

  /** Tells that bytes were transferred. */
  synchronized void add(long bytes) {
    done += bytes;
    long now = ticker.nanoTime();
    if (terminal.errIsTerminal() && now - shown >= BEAT) {
      shown = now;
      draw(now);
    }
  }

  /** Takes the line away. */
  synchronized void end() {
    if (visible) {
      terminal.err().print("\r\u001b[K");
      terminal.err().flush();
      visible = false;
    }
  }

  private void draw(long now) {
    Line line = Line.of(new Cell(shortName() + "  ", Style.STRONG));
    double rate = (done - before) * NANOS / (now - began);
    if (total.isPresent() && total.getAsLong() > 0) {
      double percent = Math.min(ALL, done * ALL / total.getAsLong());
      line =
          line.and(
              Cell.of(Bar.of(percent, BAR, terminal.unicode()) + " " + Units.percent(percent)));
      if (rate > 0) {
        double left = Math.max(0, total.getAsLong() - done) / rate;
        line = line.and(Cell.of("  " + Units.bytes(rate) + "/s, " + Units.seconds(left) + " left"));
      }
    } else {
      line = line.and(Cell.of(Units.bytes(done) + "  " + Units.bytes(rate) + "/s"));
    }
    terminal.err().print("\r\u001b[K" + line.cutTo(terminal.width() - 1).render(colours));
    terminal.err().flush();
    visible = true;
  }

  private String shortName() {
    return name.length() <= NAME ? name : "..." + name.substring(name.length() - NAME + 3);
  }
}
