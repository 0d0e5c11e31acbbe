package io.restriper.contract.soak;

import java.util.List;
import java.util.Locale;

/** Draws what a server held over the time, as SVG that is read in the light and in the dark. */
final class Plot {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 220;
  private static final int LEFT = 60;
  private static final int RIGHT = 16;
  private static final int TOP = 34;
  private static final int BOTTOM = 34;
  private static final int LINES = 4;

  private Plot() {}

  /** A plot of one kind, from zero on, over the hours' worth of work. */
  static String svg(Sample.Kind kind, List<Sample> samples) {
    double most = step(samples.stream().mapToDouble(kind::of).max().orElse(1)) * LINES;
    double hours = Math.max(1e-9, samples.get(samples.size() - 1).hours());
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                + " font-size=\"12\" role=\"img\">%n<title>%s</title>%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n"
                + "<text x=\"%d\" y=\"20\" font-size=\"14\" fill=\"#222\">%s</text>%n",
            WIDTH,
            HEIGHT,
            kind.title(),
            LEFT,
            kind.title() + (kind.unit().isEmpty() ? "" : ", " + kind.unit())));
    for (int line = 0; line <= LINES; line++) {
      double value = most * line / LINES;
      double y = y(value, most);
      svg.append(
          String.format(
              Locale.ROOT,
              "<path d=\"M%d %.1fH%d\" stroke=\"#ccc\"/><text x=\"%d\" y=\"%.1f\""
                  + " text-anchor=\"end\" fill=\"#555\">%s</text>%n",
              LEFT,
              y,
              WIDTH - RIGHT,
              LEFT - 6,
              y + 4,
              number(value)));
    }
    int marks = 8;
    for (int mark = 0; mark <= marks; mark++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#555\">%s</text>%n",
              x(hours * mark / marks, hours),
              HEIGHT - BOTTOM + 16,
              number(hours * mark / marks) + (mark == marks ? " h" : "")));
    }
    svg.append("<polyline fill=\"none\" stroke=\"#1565c0\" stroke-width=\"2\" points=\"");
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      svg.append(
          String.format(
              Locale.ROOT,
              "%s%.1f,%.1f",
              i == 0 ? "" : " ",
              x(sample.hours(), hours),
              y(kind.of(sample), most)));
    }
    return svg.append("\"/>\n</svg>\n").toString();
  }

  private static double x(double hours, double all) {
    return LEFT + (WIDTH - LEFT - RIGHT) * hours / all;
  }

  private static double y(double value, double most) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / most;
  }

  /** The least round number of which as many as there are lines reach so far. */
  private static double step(double most) {
    double least = Math.max(most, 1e-9) / LINES;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double round : new double[] {1, 2, 2.5, 5}) {
      if (round * power >= least) {
        return round * power;
      }
    }
    return 10 * power;
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value).replaceAll("0+$", "");
  }
}
