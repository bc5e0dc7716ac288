package io.millrace.ingest.fraud.stream;

import io.millrace.model.feed.Feed;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.schema.SchemaVersions;

/**
 * The feed of payments, as a host reads its topic.
 *
 * @param feed as it is declared
 * @param schemas that its Avro records may be written with
 */
public record DeclaredPayments(Feed feed, SchemaVersions schemas) {

  /** Those of a feed that has no earlier versions. */
  public static DeclaredPayments of(Feed feed) {
    return new DeclaredPayments(feed, SchemaVersions.of(feed));
  }

  /** Reads records of every version. For one thread. */
  RecordDecoder decoder() {
    return new RecordDecoder(feed, schemas);
  }
}
