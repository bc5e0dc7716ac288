package io.millrace.model.landing;

/**
 * Where a feed's landing keeps what it writes. All are path strings below one root; zones and names
 * are the ones of docs/design.md.
 *
 * @param root the root of all zones, such as {@code hdfs://host:8020/millrace}, without a slash at
 *     its end
 * @param feed the feed's name
 */
public record LandingPaths(String root, String feed) {

  /** The salt of personal hashes, of all feeds. */
  public static String salt(String root) {
    return root + "/secrets/salt";
  }

  /** The commit log: one file a record. */
  public String log() {
    return root + "/ops/landing_commits/feed=" + feed;
  }

  public String logEntry(long seq) {
    return log() + "/" + padded(seq) + ".json";
  }

  /** Records on their way into the log; a dot keeps Hive from reading them. */
  public String logTemp(long seq, String attempt) {
    return log() + "/.tmp-" + padded(seq) + "-" + attempt;
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

  public String raw(String dt, String hour) {
    return rawTable() + "/" + partition(dt, hour);
  }

  public String rawFile(String dt, String hour, long seq, int number) {
    return raw(dt, hour) + "/" + padded(seq) + "-" + number + ".parquet";
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

  public String closedFlag(String dt, String hour) {
    return root + "/ops/closed/" + feed + "/" + partition(dt, hour) + "/_SUCCESS";
  }

  public String reopenedMarker(String dt, String hour, long seq) {
    return root + "/ops/reopened/" + feed + "/" + partition(dt, hour) + "/" + padded(seq);
  }

  /** The sequence number in the name of a log entry, a mark or a staging folder. */
  public static long seqOf(String name) {
    return Long.parseLong(name.substring(0, 12));
  }

  private String ops() {
    return root + "/ops/landing/" + feed;
  }

  private static String partition(String dt, String hour) {
    return "dt=" + dt + "/hour=" + hour;
  }

  private static String padded(long seq) {
    return "%012d".formatted(seq);
  }
}
