package io.millrace.streaming;

import io.millrace.model.landing.CommitRecord;

/**
 * What landing tells the metastore. Each call may be repeated and then changes nothing; what it
 * throws leaves some partitions told and some not, and a repetition tells the rest.
 */
public interface PartitionCatalog extends AutoCloseable {

  /**
   * Adds the partitions that the batch is the first to write and brings the statistics of all that
   * it wrote up to date.
   */
  void register(CommitRecord record);

  /** The rows landed in an hour of the raw table; 0 if there is no such partition. */
  long rows(String dt, String hour);

  @Override
  void close();
}
