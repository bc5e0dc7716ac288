package io.millrace.ingest.collect.spool;

import static java.util.Objects.requireNonNull;

/**
 * What waits for the broker.
 *
 * @param kind the topic it is for
 * @param key of the Kafka record, or null
 * @param value of the Kafka record
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once; nobody compares entries
public record SpoolEntry(Kind kind, byte[] key, byte[] value) {
  /** The feed's two topics. */
  public enum Kind {
    /** For the feed's topic. */
    RECORD((byte) 1),
    /** For its dead letters. */
    DEAD_LETTER((byte) 2);

    private final byte code;

    Kind(byte code) {
      this.code = code;
    }

    /** What stands for it on disk. */
    byte code() {
      return code;
    }

    /** The kind of that code, or null. */
    static Kind of(byte code) {
      return switch (code) {
        case 1 -> RECORD;
        case 2 -> DEAD_LETTER;
        default -> null;
      };
    }
  }

  public SpoolEntry {
    requireNonNull(kind, "kind");
    requireNonNull(value, "value");
  }
}
