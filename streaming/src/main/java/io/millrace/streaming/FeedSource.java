package io.millrace.streaming;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

/** Where a feed's records come from. */
interface FeedSource extends AutoCloseable {

  /**
   * Takes the feed over and starts reading behind what is landed.
   *
   * @throws io.millrace.model.landing.LandingStoppedException if what there is to read no longer
   *     fits the log
   */
  StreamingQuery start(SparkSession spark) throws IOException, TimeoutException;

  /** For each partition the offset behind its last record. */
  Map<Integer, Long> endOffsets();

  @Override
  void close();
}
