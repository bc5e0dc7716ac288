package io.millrace.model.schema;

import io.millrace.model.feed.Feed;
import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The schemas that a feed's Avro records may be written with, by their CRC-64-AVRO fingerprints:
 * the feed's own and each that it had before. Immutable and serializable, so that it may travel to
 * executors.
 */
public final class SchemaVersions implements Serializable {
  private final long[] fingerprints;
  private final Schema[] schemas;

  private SchemaVersions(SortedMap<Long, Schema> versions) {
    this.fingerprints = versions.keySet().stream().mapToLong(Long::longValue).toArray();
    this.schemas = versions.values().toArray(Schema[]::new);
  }

  /** The feed's own schema alone. */
  public static SchemaVersions of(Feed feed) {
    return new SchemaVersions(own(feed));
  }

  /**
   * The feed's own schema and earlier ones. Of two with the same fingerprint, which differ in what
   * no record's bytes depend on, the feed's own counts.
   *
   * @param earlier as the feed's schema file held them, in JSON
   * @throws IllegalArgumentException when one of them is no Avro schema
   */
  public static SchemaVersions of(Feed feed, Collection<String> earlier) {
    SortedMap<Long, Schema> versions = own(feed);
    for (String avsc : earlier) {
      Schema schema = parse(feed, avsc);
      versions.putIfAbsent(SchemaNormalization.parsingFingerprint64(schema), schema);
    }
    return new SchemaVersions(versions);
  }

  /** The schema with that fingerprint, or null when no version of the feed has it. */
  public Schema find(long fingerprint) {
    int low = 0;
    int high = fingerprints.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (fingerprints[middle] == fingerprint) {
        return schemas[middle];
      } else if (fingerprints[middle] < fingerprint) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  /** How many different schemas there are. */
  public int size() {
    return schemas.length;
  }

  private static SortedMap<Long, Schema> own(Feed feed) {
    return new TreeMap<>(Map.of(feed.fingerprint(), parse(feed, feed.avsc())));
  }

  private static Schema parse(Feed feed, String avsc) {
    try {
      return new Schema.Parser().parse(avsc);
    } catch (AvroRuntimeException e) {
      throw new IllegalArgumentException(
          "A schema of feed " + feed.name() + " cannot be read: " + e.getMessage(), e);
    }
  }
}
