package io.millrace.warehouse.audit;

import io.millrace.model.feed.Feed;

/**
 * A feed as far as the audit has to know it.
 *
 * @param topic what it lands from
 * @param idField the field that tells its records apart
 */
public record AuditedFeed(String name, String topic, String idField) {

  public static AuditedFeed of(Feed feed) {
    return new AuditedFeed(feed.name(), feed.topic(), feed.idField());
  }
}
