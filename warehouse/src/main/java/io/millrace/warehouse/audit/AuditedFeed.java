package io.millrace.warehouse.audit;

import io.millrace.model.feed.Feed;
import java.util.Optional;

/**
 * A feed as far as the audit has to know it.
 *
 * @param idField the field that tells its records apart; empty where nobody knows it, so that its
 *     curated hours are not compared
 */
public record AuditedFeed(String name, Optional<String> idField) {

  public static AuditedFeed of(Feed feed) {
    return new AuditedFeed(feed.name(), Optional.of(feed.idField()));
  }
}
