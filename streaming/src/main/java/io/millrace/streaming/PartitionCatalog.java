package io.millrace.streaming;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.DroppedPartition;
import io.millrace.model.landing.HourFiles;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.LogTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What landing tells the metastore. Each call may be repeated and then changes nothing; what it
 * throws leaves some partitions told and some not, and a repetition tells the rest.
 */
public interface PartitionCatalog extends AutoCloseable {

  /**
   * Adds the partitions that the record is the first to write and brings the statistics of all that
   * it wrote up to date. For a compaction it moves readers to the new files, with their statistics,
   * in one change of the hour's partition. For a drop it has readers find the partitions no more.
   *
   * @param kept asks from which days on the log's tables are kept by now; asked before a partition
   *     is added, which a driver that was away may do long after another has dropped its day
   */
  void register(CommitRecord record, Supplier<KeptFrom> kept);

  /** The names of all partitions that the log has in a table. */
  List<String> names(LogTable table);

  /**
   * Partitions as they are, before they are dropped; those that are gone are left out.
   *
   * @param rule because of what they go
   */
  List<DroppedPartition> leaving(LogTable table, List<String> names, String rule);

  /**
   * Makes a day of {@code ops.retention} known to its readers.
   *
   * @param location the day's folder
   */
  void addRetentionDay(String dt, String location);

  /** The rows landed in an hour of the raw table; 0 if there is no such partition. */
  long rows(String dt, String hour);

  /**
   * An hour of a table as readers are told of it now; empty if there is no such partition.
   *
   * @param table with its database
   */
  Optional<HourFiles> hour(String table, String dt, String hour);

  /**
   * Makes a segment of the commit log known to the readers of {@code ops}, unless it is known, be
   * it elsewhere.
   *
   * @param location the folder of its records
   */
  void addSegment(long segment, String location);

  /**
   * Moves the readers of a full segment to another folder with the same records, and lets those who
   * ask for later days pass it over.
   *
   * @param lastDay the greatest day of event time in it, {@code YYYY-MM-DD}
   */
  void moveSegment(long segment, String location, String lastDay);

  @Override
  void close();
}
