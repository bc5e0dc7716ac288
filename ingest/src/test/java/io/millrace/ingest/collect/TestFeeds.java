package io.millrace.ingest.collect;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.util.List;

/** A small feed that uses all that concerns the collector. */
final class TestFeeds {
  private static final String YAML =
      """
      feed: visits
      topic: visits
      partitions: 1
      key: [visitor]
      event_time: at
      id: id
      personal_data: {email: hash, phone: drop}
      collector:
        id: random_id
        at: received_at
        agent: user_agent
        referrer: referrer
        client: address
        country: address_country
        city: address_city
      rules:
        - {name: page_is_path, field: page, matches: "/.*"}
      """;
  private static final String AVSC =
      """
      {"type": "record", "name": "visits", "namespace": "io.millrace.feed", "doc": "Visits.",
       "fields": [
        {"name": "id", "type": "string", "doc": "Id."},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}, "doc": "Time."},
        {"name": "visitor", "type": ["null", "string"], "default": null, "doc": "Visitor."},
        {"name": "page", "type": ["null", "string"], "default": null, "doc": "Page."},
        {"name": "bytes", "type": ["null", "long"], "default": null, "doc": "Bytes."},
        {"name": "email", "type": ["null", "string"], "default": null, "doc": "E-mail.", "personal": true},
        {"name": "phone", "type": ["null", "string"], "default": null, "doc": "Phone.", "personal": true},
        {"name": "agent", "type": ["null", "string"], "default": null, "doc": "Agent."},
        {"name": "referrer", "type": ["null", "string"], "default": null, "doc": "Referrer."},
        {"name": "client", "type": ["null", "string"], "default": null, "doc": "Client.", "personal": true},
        {"name": "country", "type": ["null", "string"], "default": null, "doc": "Country."},
        {"name": "city", "type": ["null", "string"], "default": null, "doc": "City."}
       ]}
      """;

  static final Feed VISITS = FeedCatalog.parse("visits", YAML, AVSC);
  static final FeedCatalog CATALOG = FeedCatalog.of(List.of(VISITS));

  private TestFeeds() {}
}
