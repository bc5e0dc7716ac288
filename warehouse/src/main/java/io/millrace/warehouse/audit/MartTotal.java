package io.millrace.warehouse.audit;

import java.util.List;

/**
 * Something that a mart adds up to each day, and that the table that it is made from holds.
 *
 * @param mart its table
 * @param what is added up
 * @param source the same, counted in what the mart is made from: a name of {@code totals.hql}
 * @param feed the feed that it comes from
 */
record MartTotal(String mart, String what, String source, String feed) {

  private static final String VIEWS = "page views of dw.activity";
  private static final String EVENTS = "rows of dw.activity";
  private static final String REQUESTS = "requests of dw.activity";

  static final List<MartTotal> ALL =
      List.of(
          new MartTotal("mart.page_daily", "visits", VIEWS, "activity"),
          new MartTotal("mart.section_daily", "visits", VIEWS, "activity"),
          new MartTotal("mart.session_daily", "sessions", "rows of dw.sessions", "activity"),
          new MartTotal("mart.geography_daily", "events", EVENTS, "activity"),
          new MartTotal("mart.peak_hours", "events", EVENTS, "activity"),
          new MartTotal("mart.performance_hourly", "requests", REQUESTS, "activity"),
          new MartTotal("mart.revenue_daily", "order_lines", "rows of dw.orders", "orders"),
          new MartTotal("mart.fraud_daily", "payments", "rows of dw.transactions", "transactions"));

  /** The table that it is made from, without its database. */
  String sourceTable() {
    return source.substring(source.lastIndexOf('.') + 1);
  }

  /** The mart without its database. */
  String table() {
    return mart.substring(mart.indexOf('.') + 1);
  }
}
