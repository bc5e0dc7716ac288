package io.millrace.streaming;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

/** Where a feed's records come from. */
interface FeedSource extends AutoCloseable {

  /**
   * Starts reading behind what is landed; the feed must be claimed.
   *
   * @param limit records of a batch at most
   * @throws io.millrace.model.landing.LandingStoppedException if what there is to read no longer
   *     fits the log
   */
  StreamingQuery start(SparkSession spark, long limit) throws IOException, TimeoutException;

  /**
   * Says that the source still has what comes next behind the log.
   *
   * @throws io.millrace.model.landing.LandingStoppedException if it does not; names what is missing
   */
  void requireNoGap();

  /** For each partition the offset behind its last record. */
  Map<Integer, Long> endOffsets();

  @Override
  void close();
}
