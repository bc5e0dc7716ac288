package io.millrace.model.record;

import io.millrace.model.feed.Feed;

/**
 * Writes a feed's records as they travel, in one of the formats that {@link RecordDecoder} reads.
 * What it writes, the decoder gives back equal, but for what depends on more than the types: the
 * event time's limits and the feed's rules.
 *
 * <p>For thread-confined use; create one for each thread.
 */
public interface WireEncoder {
  /** The encoder of the format that the feed declares. */
  static WireEncoder of(Feed feed) {
    return switch (feed.wireFormat()) {
      case JSON -> new RecordEncoder(feed);
      case AVRO -> new AvroRecordEncoder(feed);
    };
  }

  /**
   * The wire form of that row.
   *
   * @param row in the order of the feed's fields
   * @return fresh for each row
   * @throws IllegalArgumentException when it is no row of the feed: a value of another class or
   *     outside its type's range, an unpaired surrogate, a required field null or empty. The
   *     encoder may be used further.
   */
  byte[] encode(Object[] row);
}
