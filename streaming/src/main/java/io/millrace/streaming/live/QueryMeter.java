package io.millrace.streaming.live;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.streaming.StateOperatorProgress;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** What Spark tells of a query's batches. For one thread. */
public final class QueryMeter {

  private static final String FILES_BYTES = "rocksdbSstFileSize";

  private long batch = -1;
  private long dropped;
  private double recordsPerSecond;
  private long stateRows;
  private long stateBytes;
  private Instant watermark;

  /** Takes what was told since the last call. */
  public void take(StreamingQueryProgress[] recent) {
    Arrays.stream(recent).filter(progress -> progress.batchId() > batch).forEach(this::take);
  }

  private void take(StreamingQueryProgress progress) {
    batch = progress.batchId();
    recordsPerSecond =
        Double.isFinite(progress.inputRowsPerSecond()) ? progress.inputRowsPerSecond() : 0;
    Optional.ofNullable(progress.eventTime().get("watermark"))
        .map(Instant::parse)
        .ifPresent(at -> watermark = at);
    stateRows = 0;
    stateBytes = 0;
    for (StateOperatorProgress state : progress.stateOperators()) {
      stateRows += state.numRowsTotal();
      stateBytes += state.memoryUsedBytes() + state.customMetrics().getOrDefault(FILES_BYTES, 0L);
      dropped += state.numRowsDroppedByWatermark();
    }
  }

  /** The newest batch, from 0; -1 before the first. */
  public long batch() {
    return batch;
  }

  /** Records that came a second, in the newest batch. */
  public double recordsPerSecond() {
    return recordsPerSecond;
  }

  /** Rows that are kept. */
  public long stateRows() {
    return stateRows;
  }

  /** In memory and in RocksDB's files. */
  public long stateBytes() {
    return stateBytes;
  }

  /** Parts of panes that came behind Spark's watermark, since the query began. */
  long dropped() {
    return dropped;
  }

  /** Spark's watermark: panes that begin then or before are dropped. */
  Optional<Instant> watermark() {
    return Optional.ofNullable(watermark);
  }
}
