package io.millrace.streaming.compact;

import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.StagedCompaction;
import io.millrace.streaming.parquet.Column;
import java.util.List;

/**
 * The one who writes the hours of some tables, and thus the only one who may replace their files:
 * compaction writes new ones aside and asks it to.
 */
public interface HourOwner {

  /** Where it keeps what it writes. */
  LandingPaths paths();

  /** The tables whose hours it writes, with their databases. */
  List<String> tables();

  /** The columns of a table's files as they are written now; older files may have fewer. */
  List<Column> columns(String table);

  /** Whether an hour is complete, so that rows are added to it only now and then, or never. */
  boolean isClosed(String table, EventHour hour);

  /**
   * Replaces an hour's files between two batches.
   *
   * @return false if the hour is another one by now, or the owner is stopping; nothing has changed
   *     then
   * @throws RuntimeException if the outcome is unknown: the files must be left where they are
   */
  boolean replace(StagedCompaction staged);
}
