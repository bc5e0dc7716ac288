package io.millrace.model.live;

import io.millrace.model.feed.Feed;

/** An event of activity with just what live views read. */
record Visit(
    String id,
    long second,
    String user,
    String session,
    String type,
    String page,
    String previous,
    String element,
    Long millis,
    Integer status,
    String city) {

  private static final Feed FEED = SeededDay.feed("activity");

  Object[] row() {
    Object[] row = new Object[FEED.fields().size()];
    row[FEED.indexOf("event_id")] = id;
    row[FEED.indexOf("event_time")] = micros();
    row[FEED.indexOf("user_id")] = user;
    row[FEED.indexOf("session_id")] = session;
    row[FEED.indexOf("event_type")] = type;
    row[FEED.indexOf("page")] = page;
    row[FEED.indexOf("previous_page")] = previous;
    row[FEED.indexOf("element")] = element;
    row[FEED.indexOf("time_on_page_ms")] = millis;
    row[FEED.indexOf("response_time_ms")] = millis == null ? null : millis / 7;
    row[FEED.indexOf("status_code")] = status;
    row[FEED.indexOf("city")] = city;
    return row;
  }

  long micros() {
    return second * 1_000_000;
  }

  String visitor() {
    return user == null ? session : user;
  }
}
