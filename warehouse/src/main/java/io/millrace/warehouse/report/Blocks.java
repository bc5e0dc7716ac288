package io.millrace.warehouse.report;

import io.millrace.warehouse.hive.ResultTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** What the sections of a report are put together from. */
final class Blocks {

  private static final int HOURS = 24;

  /** A column of a table: its heading and what stands in a row. */
  record Column(String heading, Function<List<String>, String> value) {}

  /** What a table is led by: a name, and the number that its bar shows. */
  record Lead(
      String heading,
      Function<List<String>, String> name,
      Function<List<String>, BigDecimal> weight) {}

  private Blocks() {}

  static Html tile(String value, String label) {
    return new Html().markup("<div class=\"tile\"><b>%s</b><span>%s</span></div>\n", value, label);
  }

  static Html alarmingTile(String value, String label) {
    return new Html()
        .markup("<div class=\"tile bad\"><b>%s</b><span>%s</span></div>\n", value, label);
  }

  static Html tiles(List<Html> tiles) {
    Html html = new Html().markup("<div class=\"tiles\">\n");
    tiles.forEach(tile -> html.markup("%s", tile));
    return html.markup("</div>\n");
  }

  static Html card(String title, String note, Html content) {
    return new Html()
        .markup(
            "<section class=\"card\"><h3>%s<small>%s</small></h3>\n%s</section>\n",
            title, note, content);
  }

  static Html pair(Html left, Html right) {
    return new Html().markup("<div class=\"pair\"><div>%s</div><div>%s</div></div>\n", left, right);
  }

  /** The chart of a day, under what its colours mean. */
  static Html hours(
      String label,
      HourChart.Width width,
      List<HourChart.Part> parts,
      Function<BigDecimal, String> number) {
    Html html = new Html().markup("<ul class=\"key\">");
    for (HourChart.Part part : parts) {
      html.markup("<li><i class=\"%s\"></i>%s</li>", part.style(), part.name());
    }
    return html.markup("</ul>\n%s", HourChart.draw(label, width, parts, number));
  }

  /** Rows, each behind a bar as long as its part of the greatest. */
  static Html table(ResultTable rows, Lead lead, List<Column> columns) {
    BigDecimal greatest =
        rows.rows().stream().map(lead.weight()).reduce(BigDecimal.ZERO, BigDecimal::max);
    Html html = new Html().markup("<table><thead><tr><th>%s</th>", lead.heading());
    columns.forEach(column -> html.markup("<th>%s</th>", column.heading()));
    html.markup("</tr></thead><tbody>\n");
    for (List<String> row : rows.rows()) {
      double part =
          100
              * Numbers.ratio(lead.weight().apply(row).max(BigDecimal.ZERO), greatest)
                  .doubleValue();
      String name = lead.name().apply(row);
      html.markup(
          "<tr><td class=\"name\" title=\"%s\"><span style=\"--part:%.1f%%\"><em>%s</em></span></td>",
          name, part, name);
      columns.forEach(column -> html.markup("<td>%s</td>", column.value().apply(row)));
      html.markup("</tr>\n");
    }
    return html.markup("</tbody></table>\n");
  }

  /** A number of each hour, zero for hours without a row. */
  static List<BigDecimal> byHour(ResultTable hours, Function<List<String>, BigDecimal> number) {
    List<BigDecimal> values = new ArrayList<>(Collections.nCopies(HOURS, BigDecimal.ZERO));
    for (List<String> row : hours.rows()) {
      values.set(Integer.parseInt(hours.text(row, "hour")), number.apply(row));
    }
    return values;
  }
}
