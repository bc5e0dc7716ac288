package io.millrace.model.landing;

import java.util.Objects;

/**
 * Where the files of an hour of a table are, as readers are told by the metastore.
 *
 * @param table with its database, such as {@code raw.orders} or {@code live.page_activity}
 * @param dt the day, {@code YYYY-MM-DD}
 * @param hour the hour, {@code HH}
 * @param location the folder
 * @param rows how many rows are in it
 * @param lastSeq the last record of the log that changed it
 */
public record HourFiles(
    String table, String dt, String hour, String location, long rows, long lastSeq) {

  /** The parameter of a partition that holds {@link #lastSeq}. */
  public static final String LAST_SEQ = "millrace.last_seq";

  /**
   * The parameter of a partition that holds the number of the last record that brought rows; a
   * compaction brings none. A partition that was computed from landed hours has it too, and holds
   * in it the latest of theirs.
   */
  public static final String ROWS_SEQ = "millrace.rows_seq";

  public HourFiles {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(dt, "dt");
    Objects.requireNonNull(hour, "hour");
    Objects.requireNonNull(location, "location");
  }
}
