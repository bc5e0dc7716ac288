package io.millrace.model.landing;

import io.millrace.model.landing.LandedFile.Zone;
import java.util.Locale;
import java.util.Objects;

/**
 * Where a commit log and what it decides are kept. All are path strings below one root; zones and
 * names are the ones of docs/design.md.
 *
 * @param root the root of all zones, such as {@code hdfs://host:8020/millrace}, without a slash at
 *     its end
 * @param feed the feed's name; of a live log its own, which need not be a feed's
 * @param family whether it is a feed's log or a live one
 */
public record LandingPaths(String root, String feed, Family family) {

  /** Which logs lie beside each other. */
  public enum Family {
    /** The records of a feed's topic: {@code ops.landing_commits}, {@code raw}, quarantine. */
    LANDING("landing_commits", "landing"),
    /** Final windows: {@code ops.live_commits}, {@code live}. */
    LIVE("live_commits", "live"),
    /** The same in tables that several logs share, each with its own partitions, by its name. */
    LIVE_SHARED("live_commits", "live");

    private final String logTable;
    private final String opsFolder;

    Family(String logTable, String opsFolder) {
      this.logTable = logTable;
      this.opsFolder = opsFolder;
    }
  }

  public LandingPaths {
    Objects.requireNonNull(root, "root");
    Objects.requireNonNull(feed, "feed");
    Objects.requireNonNull(family, "family");
  }

  /** Of a feed's landing. */
  public LandingPaths(String root, String feed) {
    this(root, feed, Family.LANDING);
  }

  /**
   * Of a log of final windows. A partition of a live table is written by one log alone, so that its
   * statistics are counted once: logs that share a table each have their own partitions of it.
   */
  public static LandingPaths live(String root, String name) {
    return new LandingPaths(root, name, Family.LIVE);
  }

  /**
   * Of a log of final windows whose tables others write as well. Their first partition column is
   * {@code log}, the log's name.
   */
  public static LandingPaths liveShared(String root, String name) {
    return new LandingPaths(root, name, Family.LIVE_SHARED);
  }

  /** The salt of personal hashes, of all feeds. */
  public static String salt(String root) {
    return root + "/secrets/salt";
  }

  /** The folder with a folder for each live log. */
  public static String liveLogs(String root) {
    return root + "/ops/" + Family.LIVE.opsFolder;
  }

  /** The commit log, as {@link SegmentedLog} reads it. */
  public String log() {
    return root + "/ops/" + family.logTable + "/feed=" + feed;
  }

  /** The table that shows the log, without its database, which is {@code ops}. */
  public String logTable() {
    return family.logTable;
  }

  /** The name of a segment, as the log's table has it. */
  public static String segmentName(long segment) {
    return String.format(Locale.ROOT, "%06d", segment);
  }

  /** A segment that is not merged: one file a record. */
  public String segment(long segment) {
    return log() + "/segment=" + segmentName(segment);
  }

  public String logEntry(long seq) {
    return segment(SegmentedLog.segmentOf(seq)) + "/" + padded(seq) + ".json";
  }

  /** Records on their way into the log; a dot keeps Hive from reading them. */
  public String logTemp(long seq, String attempt) {
    return segment(SegmentedLog.segmentOf(seq)) + "/.tmp-" + padded(seq) + "-" + attempt;
  }

  /** The segments that are merged. */
  public String mergedLog() {
    return log() + "/merged";
  }

  public String mergedSegment(long segment) {
    return mergedLog() + "/segment=" + segmentName(segment);
  }

  /** A full segment in one file, a record a line. */
  public String mergedFile(long segment) {
    return mergedSegment(segment) + "/commits.json";
  }

  public String published() {
    return ops() + "/published";
  }

  public String publishedMark(long seq) {
    return published() + "/" + padded(seq);
  }

  public String staging() {
    return ops() + "/_staging";
  }

  public String staging(long seq, String attempt) {
    return staging() + "/" + padded(seq) + "-" + attempt;
  }

  /** Checkpoints that nobody resumes from, one folder a driver. */
  public String scratch() {
    return ops() + "/scratch";
  }

  /** Merged files that wait to replace an hour's. */
  public String compaction() {
    return ops() + "/compaction";
  }

  /** Retention's order to drop what is kept no longer, which the log's driver takes. */
  public String dropOrder() {
    return ops() + "/drop_order";
  }

  /** What retention dropped and held, told on a day. */
  public String retentionLog(String dt) {
    return root + "/ops/retention/dt=" + dt;
  }

  /** What tells the log from all others: {@code raw.orders}, {@code live.orders}. */
  public String logName() {
    return (family == Family.LANDING ? "raw." : "live.") + feed;
  }

  /** The table that a dropped partition was one of. */
  public LogTable table(DroppedPartition partition) {
    return table(partition.zone(), partition.table());
  }

  /**
   * The table that a file or a partition belongs to.
   *
   * @param live with its database; null in raw and quarantine, where the feed says it
   */
  public LogTable table(Zone zone, String live) {
    return switch (zone) {
      case RAW -> LogTable.raw(feed);
      case QUARANTINE -> quarantine();
      case LIVE -> LogTable.live(live);
    };
  }

  /** Where all feeds' refused records are, of which a log writes its feed's. */
  public static LogTable quarantine() {
    return new LogTable(Zone.QUARANTINE, "raw.quarantine");
  }

  /** All that the log has written of a day of a table. */
  public String day(LogTable table, String dt) {
    return switch (table.zone()) {
      case RAW -> rawDay(dt);
      case QUARANTINE -> quarantine(dt);
      case LIVE -> liveDay(table.name().substring(table.name().indexOf('.') + 1), dt);
    };
  }

  /** All hours of a day. */
  public String rawDay(String dt) {
    return rawTable() + "/dt=" + dt;
  }

  /** Up to which hour the live run has been closed. */
  public String liveClosedUntil() {
    return ops() + "/live_closed_until";
  }

  /** Why the feed stopped, while it is stopped. */
  public String stopped() {
    return ops() + "/stopped";
  }

  /**
   * The number of the declaration's version that the feed lands with, as text; written by landing
   * when it has taken it up.
   */
  public String declaredVersion() {
    return ops() + "/version";
  }

  /**
   * Which version of the declaration landing cannot use and why, while it goes on with an earlier
   * one.
   */
  public String refusedVersion() {
    return ops() + "/refused_version";
  }

  /** Records of the feed's replays, written by whoever replayed. */
  public String runs() {
    return root + "/ops/runs/" + feed;
  }

  /** The mark that a run's hours have been closed. */
  public String runClosed(String runId) {
    return ops() + "/runs_closed/" + runId;
  }

  public String rawTable() {
    return root + "/raw/" + feed;
  }

  /** The raw table's name, with its database. */
  public String rawTableName() {
    return "raw." + feed;
  }

  public String raw(String dt, String hour) {
    return rawTable() + "/" + partition(dt, hour);
  }

  public String rawFile(String dt, String hour, long seq, int number) {
    return raw(dt, hour) + "/" + fileName(seq, number);
  }

  /** The name of the file that is number {@code number} of what a record brought. */
  public static String fileName(long seq, int number) {
    return padded(seq) + "-" + number + ".parquet";
  }

  /** What landing refused, of all feeds. */
  public String quarantineTable() {
    return root + "/quarantine";
  }

  public String quarantine(String dt) {
    return quarantineTable() + "/feed=" + feed + "/dt=" + dt;
  }

  public String quarantineFile(String dt, long seq, int number) {
    return quarantine(dt) + "/" + padded(seq) + "-" + number + ".parquet";
  }

  /** All of a live view's final windows. */
  public String liveTable(String view) {
    return root + "/live/" + view;
  }

  /** Final windows that start in an hour. */
  public String live(String view, String dt, String hour) {
    return ownLiveTable(view) + "/" + partition(dt, hour);
  }

  /** The same, of all hours of a day. */
  public String liveDay(String view, String dt) {
    return ownLiveTable(view) + "/dt=" + dt;
  }

  private String ownLiveTable(String view) {
    return liveTable(view) + (family == Family.LIVE_SHARED ? "/log=" + feed : "");
  }

  public String liveFile(String view, String dt, String hour, long seq, int number) {
    return live(view, dt, hour) + "/" + feed + "-" + padded(seq) + "-" + number + ".parquet";
  }

  public String closedFlag(String dt, String hour) {
    return root + "/ops/closed/" + feed + "/" + partition(dt, hour) + "/_SUCCESS";
  }

  public String reopenedMarker(String dt, String hour, long seq) {
    return root + "/ops/reopened/" + feed + "/" + partition(dt, hour) + "/" + padded(seq);
  }

  /** An operator's order to accept gaps, which landing takes once when it starts. */
  public String acceptGapOrder() {
    return ops() + "/accept_gap";
  }

  /** The sequence number in the name of a log entry, a mark or a staging folder. */
  public static long seqOf(String name) {
    return Long.parseLong(name.substring(0, 12));
  }

  private String ops() {
    return root + "/ops/" + family.opsFolder + "/" + feed;
  }

  private static String partition(String dt, String hour) {
    return "dt=" + dt + "/hour=" + hour;
  }

  private static String padded(long seq) {
    return String.format(Locale.ROOT, "%012d", seq);
  }
}
