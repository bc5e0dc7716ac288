package io.millrace.warehouse.audit;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Something that a mart adds up to each day, or each hour of one, and that the table that it is
 * made from holds.
 *
 * @param mart its table
 * @param what is added up
 * @param amount the sum, a name of {@code totals.hql}
 * @param source the same, counted in what the mart is made from, a name there too
 * @param feed the feed that it comes from
 * @param byHour whether each hour must agree
 */
record MartTotal(
    String mart, String what, String amount, String source, String feed, boolean byHour) {

  private static final String VIEWS = "page views of dw.activity";
  private static final String ALL_VIEWS = "page views with or without a page of dw.activity";
  private static final String EVENTS = "rows of dw.activity";
  private static final String REQUESTS = "requests of dw.activity";
  private static final String INTERACTIONS = "interactions of dw.activity";
  private static final String INTERACTIONS_OF_PAGES = "interactions with a page of dw.activity";

  static final List<MartTotal> ALL =
      List.of(
          ofDays("mart.page_daily", "visits", VIEWS, "activity"),
          ofDays("mart.section_daily", "visits", VIEWS, "activity"),
          ofDays("mart.referrer_daily", "visits", ALL_VIEWS, "activity"),
          ofDays("mart.element_daily", "interactions of sections", INTERACTIONS, "activity"),
          ofHours("mart.heatmap_daily", "interactions", INTERACTIONS_OF_PAGES, "activity"),
          ofDays("mart.session_daily", "sessions", "rows of dw.sessions", "activity"),
          ofDays("mart.navigation_daily", "views", "pages of paths of dw.sessions", "activity"),
          ofDays("mart.geography_daily", "events", EVENTS, "activity"),
          ofHours("mart.peak_hours", "events", EVENTS, "activity"),
          ofHours("mart.performance_hourly", "requests", REQUESTS, "activity"),
          ofDays("mart.revenue_daily", "order_lines", "rows of dw.orders", "orders"),
          ofDays("mart.fraud_daily", "payments", "rows of dw.transactions", "transactions"),
          curated("activity"),
          curated("orders"),
          curated("transactions"));

  static MartTotal ofDays(String mart, String what, String source, String feed) {
    return new MartTotal(mart, what, mart, source, feed, false);
  }

  private static MartTotal ofHours(String mart, String what, String source, String feed) {
    return new MartTotal(mart, what, mart, source, feed, true);
  }

  private static MartTotal curated(String feed) {
    String mart = "mart.ingest_daily";
    return new MartTotal(
        mart, "curated_rows of " + feed, mart + " of " + feed, "rows of dw." + feed, feed, false);
  }

  /** What must agree of a day: the day, or its hours as {@code 2015-05-17T10}. */
  List<String> parts(String day) {
    return byHour
        ? IntStream.range(0, 24)
            .mapToObj(hour -> String.format(Locale.ROOT, "%sT%02d", day, hour))
            .toList()
        : List.of(day);
  }

  /** The table that it is made from, without its database. */
  String sourceTable() {
    return source.substring(source.lastIndexOf('.') + 1);
  }

  /** The mart without its database. */
  String table() {
    return mart.substring(mart.indexOf('.') + 1);
  }
}
