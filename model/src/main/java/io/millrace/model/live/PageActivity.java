package io.millrace.model.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FieldType;
import java.time.Duration;
import java.util.List;

/** What happens on each page. */
final class PageActivity extends KeyedView {
  static final List<WindowSpec> WINDOWS =
      List.of(
          WindowSpec.sliding(Duration.ofSeconds(10), Duration.ofSeconds(5)),
          WindowSpec.tumbling(Duration.ofMinutes(1)),
          WindowSpec.tumbling(Duration.ofMinutes(5)));

  static final ViewShape SHAPE =
      new ViewShape(
          "page_activity",
          "What happened on a page in a window",
          WINDOWS,
          List.of(
              new LiveColumn("site", FieldType.STRING, "Site"),
              new LiveColumn("page", FieldType.STRING, "Path of the page")),
          List.of(
              new LiveColumn(
                  "active_users", FieldType.LONG, "Distinct visitors with an event of any type"),
              new LiveColumn("visits", FieldType.LONG, "Page views"),
              new LiveColumn(
                  "mean_time_on_page_ms", FieldType.DOUBLE, "Mean time on the page, milliseconds"),
              new LiveColumn(
                  "p95_time_on_page_ms", FieldType.DOUBLE, "95th percentile of it, milliseconds"),
              new LiveColumn(
                  "mean_response_time_ms", FieldType.DOUBLE, "Mean response time, milliseconds"),
              new LiveColumn(
                  "p95_response_time_ms", FieldType.DOUBLE, "95th percentile of it, milliseconds"),
              new LiveColumn("answers", FieldType.LONG, "Events with an HTTP status"),
              new LiveColumn("errors", FieldType.LONG, "Of them those with a status from 400 on"),
              new LiveColumn("error_rate", FieldType.DOUBLE, "errors / answers"),
              new LiveColumn("events", FieldType.LONG, "Events of any type")));

  private static final int USERS = 0;
  private static final int VISITS = 1;
  private static final int TIME = 2;
  private static final int TIMES = 3;
  private static final int RESPONSE = 4;
  private static final int RESPONSES = 5;
  private static final int ANSWERS = 6;
  private static final int ERRORS = 7;

  private static final int P95 = 95;
  private static final int FIRST_ERROR = 400;

  private final ActivityFields fields;
  private final int page;
  private final int timeOnPage;
  private final int responseTime;
  private final int status;

  PageActivity(Feed feed) {
    super(SHAPE);
    fields = new ActivityFields(feed);
    page = feed.indexOf("page");
    timeOnPage = feed.indexOf("time_on_page_ms");
    responseTime = feed.indexOf("response_time_ms");
    status = feed.indexOf("status_code");
  }

  @Override
  String key(Object[] row) {
    return row[page] == null ? null : DimText.join(fields.site(row), (String) row[page]);
  }

  @Override
  List<Measure> measures() {
    return List.of(
        new Distinct(),
        new Count(),
        new Sum(),
        new Quantiles(),
        new Sum(),
        new Quantiles(),
        new Count(),
        new Count());
  }

  @Override
  void measure(Object[] row, long micros, PaneValue pane) {
    String visitor = fields.visitor(row);
    if (visitor != null) {
      pane.distinct(USERS).add(visitor);
    }
    if (fields.isPageView(row)) {
      pane.count(VISITS).increment();
    }
    addTime((Long) row[timeOnPage], pane.sum(TIME), pane.quantiles(TIMES));
    addTime((Long) row[responseTime], pane.sum(RESPONSE), pane.quantiles(RESPONSES));
    if (row[status] != null) {
      pane.count(ANSWERS).increment();
      if ((Integer) row[status] >= FIRST_ERROR) {
        pane.count(ERRORS).increment();
      }
    }
  }

  @Override
  Object[] values(PaneValue window) {
    long answers = window.count(ANSWERS).value();
    long errors = window.count(ERRORS).value();
    return new Object[] {
      window.distinct(USERS).value(),
      window.count(VISITS).value(),
      window.sum(TIME).mean(),
      window.quantiles(TIMES).percentile(P95),
      window.sum(RESPONSE).mean(),
      window.quantiles(RESPONSES).percentile(P95),
      answers,
      errors,
      answers == 0 ? null : (double) errors / answers,
      window.events()
    };
  }

  private static void addTime(Long millis, Sum sum, Quantiles quantiles) {
    // A declaration without our rules may let negative times pass; they are no times.
    if (millis != null && millis >= 0) {
      sum.add(millis);
      quantiles.add(millis);
    }
  }
}
