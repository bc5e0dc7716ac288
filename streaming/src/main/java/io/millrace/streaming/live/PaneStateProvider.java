package io.millrace.streaming.live;

import org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider;
import org.apache.spark.sql.execution.streaming.state.StateStore;

/**
 * Spark's state in RocksDB, which stays open from one batch to the next.
 *
 * <p>Spark 3.5's aggregation opens a partition's state twice in a batch, to read and to write, and
 * gives up what it has read after it has committed what it wrote. Its provider takes that for a
 * rollback, so that every batch fetches the last snapshot and replays all that changed since. <a
 * href="https://issues.apache.org/jira/browse/SPARK-51955">SPARK-51955</a> mends it in Spark 4.1.
 */
public final class PaneStateProvider extends RocksDBStateStoreProvider {

  private volatile StateStore written;

  @Override
  public StateStore getStore(long version) {
    written = super.getStore(version);
    return written;
  }

  @Override
  public StateStore getReadStore(long version) {
    rocksDB().load(version, true);
    return new Reading(version);
  }

  /** What was read of a version, given up without a rollback if its successor is committed. */
  private final class Reading extends RocksDBStateStore {

    Reading(long version) {
      super(version);
    }

    @Override
    public void abort() {
      StateStore successor = written;
      if (successor == null || successor.version() != version() || !successor.hasCommitted()) {
        super.abort();
      }
    }
  }
}
