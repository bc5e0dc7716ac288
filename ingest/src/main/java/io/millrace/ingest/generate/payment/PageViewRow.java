package io.millrace.ingest.generate.payment;

import io.millrace.model.feed.Feed;

/** Writes page views as rows of the feed {@code activity}. */
final class PageViewRow {
  private static final String PAGE_VIEW = "page_view";
  private static final int OK = 200;

  private final int width;
  private final int eventId;
  private final int eventTime;
  private final int site;
  private final int userId;
  private final int sessionId;
  private final int eventType;
  private final int page;
  private final int previousPage;
  private final int statusCode;

  PageViewRow(Feed feed) {
    width = feed.fields().size();
    eventId = feed.indexOf("event_id");
    eventTime = feed.indexOf("event_time");
    site = feed.indexOf("site");
    userId = feed.indexOf("user_id");
    sessionId = feed.indexOf("session_id");
    eventType = feed.indexOf("event_type");
    page = feed.indexOf("page");
    previousPage = feed.indexOf("previous_page");
    statusCode = feed.indexOf("status_code");
  }

  Object[] of(PageView view) {
    Object[] row = new Object[width];
    row[eventId] = view.id();
    row[eventTime] = view.micros();
    row[site] = view.site();
    row[userId] = view.user();
    row[sessionId] = view.session();
    row[eventType] = PAGE_VIEW;
    row[page] = view.page();
    row[previousPage] = view.previous();
    row[statusCode] = OK;
    return row;
  }
}
