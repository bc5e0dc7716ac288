package io.millrace.warehouse.report;

import io.millrace.warehouse.hive.ResultTable;
import io.millrace.warehouse.report.Blocks.Column;
import io.millrace.warehouse.report.Blocks.Lead;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What visitors did: traffic, errors, sessions, pages and sections. */
final class ActivityPart {

  private static final int PAGES = 20;
  private static final int SECTIONS = 10;
  private static final BigDecimal ALARMING = new BigDecimal("0.05");

  private ActivityPart() {}

  static Html render(DayFigures figures) {
    ResultTable traffic = figures.traffic();
    List<String> day = traffic.lacking("hour").orElseThrow();
    ResultTable hours = traffic.having("hour");
    Html html = new Html().markup("<h2>Activity</h2>\n");
    html.markup("%s", Blocks.tiles(tiles(figures, day)));
    html.markup("%s", Blocks.card("Traffic by hour", "events, UTC", trafficChart(hours)));
    html.markup(
        "%s",
        Blocks.pair(
            Blocks.card("Sections", "by page views", sections(figures.sections().first(SECTIONS))),
            new Html()
                .markup(
                    "%s%s",
                    Blocks.card("Errors by hour", "status 400 and above", errorChart(hours)),
                    Blocks.card("Sessions", "begun on this day", sessions(figures.sessions())))));
    ResultTable pages = figures.pages().first(PAGES);
    html.markup("%s", Blocks.card("Top pages", "the first " + pages.rows().size(), pages(pages)));
    return html;
  }

  private static List<Html> tiles(DayFigures figures, List<String> day) {
    ResultTable traffic = figures.traffic();
    BigDecimal events = traffic.number(day, "events");
    BigDecimal errors = traffic.number(day, "errors");
    List<Html> tiles = new ArrayList<>();
    tiles.add(Blocks.tile(Numbers.whole(traffic.number(day, "page_views")), "page views"));
    tiles.add(Blocks.tile(Numbers.whole(traffic.number(day, "visitors")), "visitors"));
    ResultTable sessions = figures.sessions();
    if (!sessions.isEmpty()) {
      List<String> row = sessions.rows().get(0);
      tiles.add(Blocks.tile(Numbers.whole(sessions.number(row, "sessions")), "sessions"));
    }
    String rate = Numbers.percent(errors, events);
    String label =
        "error rate, %s of %s events".formatted(Numbers.whole(errors), Numbers.whole(events));
    tiles.add(
        Numbers.ratio(errors, events).compareTo(ALARMING) >= 0
            ? Blocks.alarmingTile(rate, label)
            : Blocks.tile(rate, label));
    tiles.add(
        Blocks.tile(
            Numbers.percent(traffic.number(day, "bot_events"), events), "of events by programs"));
    tiles.add(Blocks.tile(Numbers.bytes(traffic.number(day, "bytes")), "sent"));
    return tiles;
  }

  private static Html trafficChart(ResultTable hours) {
    return Blocks.hours(
        "Events by hour of the day",
        HourChart.Width.FULL,
        List.of(
            new HourChart.Part(
                "page views", "first", Blocks.byHour(hours, r -> hours.number(r, "page_views"))),
            new HourChart.Part(
                "other events",
                "second",
                Blocks.byHour(
                    hours,
                    r -> hours.number(r, "events").subtract(hours.number(r, "page_views"))))),
        Numbers::whole);
  }

  private static Html errorChart(ResultTable hours) {
    return Blocks.hours(
        "Errors by hour of the day",
        HourChart.Width.HALF,
        List.of(
            new HourChart.Part(
                "server (500 and above)",
                "lost",
                Blocks.byHour(hours, r -> hours.number(r, "server_errors"))),
            new HourChart.Part(
                "request (400 to 499)",
                "second",
                Blocks.byHour(
                    hours,
                    r -> hours.number(r, "errors").subtract(hours.number(r, "server_errors"))))),
        Numbers::whole);
  }

  private static Html sessions(ResultTable sessions) {
    if (sessions.isEmpty()) {
      return new Html().markup("<p class=\"none\">No session began on this day.</p>\n");
    }
    List<String> row = sessions.rows().get(0);
    BigDecimal count = sessions.number(row, "sessions");
    Html html = new Html().markup("<table><tbody>\n");
    line(html, "Sessions", Numbers.whole(count));
    line(html, "With one page view only", Numbers.percent(sessions.number(row, "bounces"), count));
    line(html, "Page views a session", Numbers.average(sessions.number(row, "page_views"), count));
    line(html, "Events a session", Numbers.average(sessions.number(row, "events"), count));
    line(html, "Median duration", Numbers.duration(sessions.number(row, "median_seconds")));
    line(html, "Longest", Numbers.duration(sessions.number(row, "longest_seconds")));
    line(html, "Could still go on", Numbers.whole(sessions.number(row, "open_sessions")));
    return html.markup("</tbody></table>\n");
  }

  private static void line(Html html, String name, String value) {
    html.markup("<tr><td>%s</td><td>%s</td></tr>\n", name, value);
  }

  private static Html sections(ResultTable sections) {
    return Blocks.table(
        sections,
        new Lead("Section", r -> sections.text(r, "section"), r -> sections.number(r, "visits")),
        List.of(
            new Column("Views", r -> Numbers.whole(sections.number(r, "visits"))),
            new Column("Share", r -> Numbers.share(sections.number(r, "share_of_visits"))),
            new Column("Visitors", r -> Numbers.whole(sections.number(r, "users"))),
            new Column("Pages", r -> Numbers.whole(sections.number(r, "pages")))));
  }

  private static Html pages(ResultTable pages) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("Views", r -> Numbers.whole(pages.number(r, "visits"))));
    columns.add(new Column("Share", r -> Numbers.share(pages.number(r, "share_of_visits"))));
    columns.add(new Column("Visitors", r -> Numbers.whole(pages.number(r, "users"))));
    columns.add(new Column("Sessions", r -> Numbers.whole(pages.number(r, "sessions"))));
    columns.add(new Column("Entries", r -> Numbers.whole(pages.number(r, "entries"))));
    columns.add(new Column("Exits", r -> Numbers.whole(pages.number(r, "exits"))));
    columns.add(new Column("By programs", r -> Numbers.whole(pages.number(r, "bot_visits"))));
    if (!pages.having("p50_time_on_page_ms").isEmpty()) {
      columns.add(new Column("Median time", r -> seconds(pages, r, "p50_time_on_page_ms")));
      columns.add(new Column("95 %", r -> seconds(pages, r, "p95_time_on_page_ms")));
    }
    return Blocks.table(
        pages, new Lead("Page", r -> name(pages, r), r -> pages.number(r, "visits")), columns);
  }

  /** A page is named with its site where there are several. */
  private static String name(ResultTable pages, List<String> row) {
    boolean severalSites =
        pages.rows().stream().map(r -> pages.text(r, "site")).distinct().count() > 1;
    return (severalSites ? pages.text(row, "site") : "") + pages.text(row, "page");
  }

  private static String seconds(ResultTable pages, List<String> row, String column) {
    return pages
        .known(row, column)
        .map(ms -> Numbers.average(ms, BigDecimal.valueOf(1_000)) + " s")
        .orElse("–");
  }
}
