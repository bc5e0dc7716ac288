package io.millrace.warehouse.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/** Columns for the 24 hours of a day, each of one or two parts upon each other, as SVG. */
final class HourChart {

  private static final int HOURS = 24;
  private static final int HEIGHT = 220;
  private static final int LEFT = 56;
  private static final int BOTTOM = 26;
  private static final int TOP = 12;
  private static final int RULES = 4;

  /**
   * A part of each column.
   *
   * @param name what it shows
   * @param style the class that colours it
   * @param values by hour; zero where there is nothing
   */
  record Part(String name, String style, List<BigDecimal> values) {
    Part {
      if (values.size() != HOURS) {
        throw new IllegalArgumentException("not 24 values but " + values.size());
      }
    }
  }

  /** How wide a chart is drawn, so that its writing has the same size wherever it stands. */
  enum Width {
    FULL(760),
    HALF(400);

    private final int units;

    Width(int units) {
      this.units = units;
    }
  }

  private final Width width;
  private final List<Part> parts;
  private final Function<BigDecimal, String> number;
  private final BigDecimal top;

  private HourChart(Width width, List<Part> parts, Function<BigDecimal, String> number) {
    this.width = width;
    this.parts = parts;
    this.number = number;
    this.top = niceTop(parts);
  }

  /**
   * @param label what the chart shows, for those who cannot see it
   * @param number how a value is written
   */
  static Html draw(
      String label, Width width, List<Part> parts, Function<BigDecimal, String> number) {
    return new HourChart(width, parts, number).draw(label);
  }

  private Html draw(String label) {
    Html svg = new Html();
    svg.markup(
        "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
        width.units, HEIGHT, label);
    for (int i = 0; i <= RULES; i++) {
      BigDecimal value = top.multiply(BigDecimal.valueOf(i)).divide(BigDecimal.valueOf(RULES));
      double y = y(value);
      svg.markup(
          "<line class=\"rule\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>\n",
          LEFT, width.units, y, y);
      svg.markup(
          "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
          LEFT - 8, y + 4, number.apply(value));
    }
    for (int hour = 0; hour < HOURS; hour++) {
      column(svg, hour);
    }
    return svg.markup("</svg>\n");
  }

  private void column(Html svg, int hour) {
    double slot = (width.units - LEFT) / (double) HOURS;
    double x = LEFT + hour * slot;
    StringBuilder said = new StringBuilder("%02d:00 to %02d:59".formatted(hour, hour));
    parts.forEach(
        p ->
            said.append("\n")
                .append(p.name())
                .append(": ")
                .append(number.apply(p.values().get(hour))));
    svg.markup(
        "<g><title>%s</title>",
        new Html().markup(Html.escape(said.toString().replace("\n", ", "))));
    svg.markup(
        "<rect class=\"slot\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
        x, TOP, slot, HEIGHT - BOTTOM - TOP);
    BigDecimal below = BigDecimal.ZERO;
    for (Part part : parts) {
      BigDecimal value = part.values().get(hour).max(BigDecimal.ZERO);
      if (value.signum() > 0) {
        double upper = y(below.add(value));
        double height = Math.max(y(below) - upper, 1);
        svg.markup(
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"1.5\"/>",
            part.style(), x + slot * 0.14, upper, slot * 0.72, height);
        below = below.add(value);
      }
    }
    if (hour % 3 == 0) {
      svg.markup(
          "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%02d</text>",
          x + slot / 2, HEIGHT - 8, hour);
    }
    svg.markup("</g>\n");
  }

  private double y(BigDecimal value) {
    double room = HEIGHT - BOTTOM - TOP;
    return HEIGHT - BOTTOM - room * value.doubleValue() / top.doubleValue();
  }

  /** The least of 4, 8, 20, 40, 80, 200 … (in tenths too) that no column exceeds. */
  private static BigDecimal niceTop(List<Part> parts) {
    BigDecimal greatest = BigDecimal.ZERO;
    for (int hour = 0; hour < HOURS; hour++) {
      BigDecimal sum = BigDecimal.ZERO;
      for (Part part : parts) {
        sum = sum.add(part.values().get(hour).max(BigDecimal.ZERO));
      }
      greatest = greatest.max(sum);
    }
    BigDecimal power = BigDecimal.ONE;
    while (true) {
      for (int step : new int[] {4, 8, 12, 20}) {
        BigDecimal candidate = power.multiply(BigDecimal.valueOf(step));
        if (candidate.compareTo(greatest) >= 0) {
          return candidate;
        }
      }
      power = power.multiply(BigDecimal.TEN);
    }
  }
}
