package io.millrace.model.live;

import io.millrace.model.feed.Feed;

/** Where the fields stand that views of activity read. */
final class ActivityFields {
  static final String PAGE_VIEW = "page_view";

  private final int site;
  private final int user;
  private final int session;
  private final int type;

  ActivityFields(Feed feed) {
    site = feed.indexOf("site");
    user = feed.indexOf("user_id");
    session = feed.indexOf("session_id");
    type = feed.indexOf("event_type");
  }

  String site(Object[] row) {
    return (String) row[site];
  }

  /** Who is counted as a user, as in dw.activity; the feed's rules ask for one of the two. */
  String visitor(Object[] row) {
    return (String) (row[user] != null ? row[user] : row[session]);
  }

  /** The site's own session, where it keeps one, else the visitor. */
  String session(Object[] row) {
    return (String) (row[session] != null ? row[session] : row[user]);
  }

  /** Null where unknown. */
  String type(Object[] row) {
    return (String) row[type];
  }

  boolean isPageView(Object[] row) {
    return PAGE_VIEW.equals(row[type]);
  }
}
