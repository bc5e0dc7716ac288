package io.millrace.ingest.site;

import io.millrace.model.feed.Feed;

/** Where the fields stand that generated activity fills; others stay null. Immutable. */
final class ActivityColumns {
  final int eventId;
  final int eventTime;
  final int site;
  final int userId;
  final int sessionId;
  final int eventType;
  final int page;
  final int section;
  final int element;
  final int previousPage;
  final int timeOnPage;
  final int responseTime;
  final int statusCode;
  final int bytes;
  final int country;
  final int region;
  final int city;
  final int latitude;
  final int longitude;
  final int referrer;
  final int userAgent;
  private final int count;

  /**
   * Finds them.
   *
   * @throws IllegalArgumentException when the feed lacks one of them
   */
  ActivityColumns(Feed feed) {
    count = feed.fields().size();
    eventId = feed.indexOf("event_id");
    eventTime = feed.indexOf("event_time");
    site = feed.indexOf("site");
    userId = feed.indexOf("user_id");
    sessionId = feed.indexOf("session_id");
    eventType = feed.indexOf("event_type");
    page = feed.indexOf("page");
    section = feed.indexOf("section");
    element = feed.indexOf("element");
    previousPage = feed.indexOf("previous_page");
    timeOnPage = feed.indexOf("time_on_page_ms");
    responseTime = feed.indexOf("response_time_ms");
    statusCode = feed.indexOf("status_code");
    bytes = feed.indexOf("bytes");
    country = feed.indexOf("country");
    region = feed.indexOf("region");
    city = feed.indexOf("city");
    latitude = feed.indexOf("latitude");
    longitude = feed.indexOf("longitude");
    referrer = feed.indexOf("referrer");
    userAgent = feed.indexOf("user_agent");
  }

  Object[] emptyRow() {
    return new Object[count];
  }
}
