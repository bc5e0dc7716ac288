package io.millrace.warehouse.audit;

/**
 * Something that does not add up.
 *
 * @param kind what sort of thing
 * @param feed the feed
 * @param partition the topic-partition, or null
 * @param fromOffset the first offset concerned, or null
 * @param untilOffset the end of the offsets concerned, exclusive, or null
 * @param path the file concerned, or null
 * @param table the table concerned, or null
 * @param at the table's hour or day, {@code 2015-05-17T10} or {@code 2015-05-17}, or null
 * @param expected how many rows, or bytes of a file, there should be, or null
 * @param found how many there are, or null
 * @param sentence all of it for a person
 */
public record Finding(
    Kind kind,
    String feed,
    Integer partition,
    Long fromOffset,
    Long untilOffset,
    String path,
    String table,
    String at,
    Long expected,
    Long found,
    String sentence) {

  /** The sorts of findings. */
  public enum Kind {
    /** Offsets between two batches that no batch took. */
    HOLE,
    /** Offsets that two batches took. */
    OVERLAP,
    /** A batch whose landed and quarantined records are not as many as its offsets. */
    UNBALANCED_BATCH,
    /** A sequence number of the commit log without an entry. */
    MISSING_ENTRY,
    /** The commit log goes further than the topic does. */
    BEYOND_TOPIC,
    /** A file of the commit log that HDFS has not. */
    MISSING_FILE,
    /** A file that Hive reads and the commit log does not name. */
    UNEXPECTED_FILE,
    /** A file whose length is not the one in the commit log. */
    WRONG_LENGTH,
    /** Hive counts other rows than the commit log does. */
    WRONG_COUNT,
    /** Offsets that Hive finds neither in raw nor in quarantine. */
    LOST,
    /** Offsets that Hive finds more than once. */
    DOUBLED,
    /** An hour that is curated otherwise than it landed. */
    WRONG_CURATION,
    /** A day or hour of a mart that adds up to something else than what it is made from. */
    WRONG_TOTAL,
    /** An hour, or what was refused, that is not what generators say they put out. */
    NOT_AS_GENERATED
  }

  public static Finding ofOffsets(
      Kind kind, String feed, int partition, long from, long until, String what) {
    return new Finding(
        kind,
        feed,
        partition,
        from,
        until,
        null,
        null,
        null,
        null,
        null,
        "%s, partition %d, offsets [%d, %d): %s".formatted(feed, partition, from, until, what));
  }

  public static Finding ofPartition(Kind kind, String feed, int partition, String what) {
    return new Finding(
        kind,
        feed,
        partition,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "%s, partition %d: %s".formatted(feed, partition, what));
  }

  public static Finding ofFile(Kind kind, String feed, String path, String what) {
    return new Finding(
        kind, feed, null, null, null, path, null, null, null, null, "%s: %s".formatted(path, what));
  }

  public static Finding ofLog(Kind kind, String feed, String what) {
    return new Finding(
        kind, feed, null, null, null, null, null, null, null, null, "%s: %s".formatted(feed, what));
  }

  public static Finding ofTable(Kind kind, String feed, String table, String at, String what) {
    return new Finding(
        kind,
        feed,
        null,
        null,
        null,
        null,
        table,
        at,
        null,
        null,
        "%s, %s: %s".formatted(table, at, what));
  }

  /** The same with what was compared. */
  Finding counted(long shouldBe, long is) {
    return new Finding(
        kind, feed, partition, fromOffset, untilOffset, path, table, at, shouldBe, is, sentence);
  }
}
