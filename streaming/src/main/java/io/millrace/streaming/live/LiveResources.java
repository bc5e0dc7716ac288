package io.millrace.streaming.live;

import io.millrace.streaming.PartitionCatalog;

/** What an attempt holds until it ends. */
record LiveResources(
    LiveSource source, MetricsTopic metrics, PartitionCatalog catalog, ScratchFolder scratch)
    implements AutoCloseable {

  @Override
  public void close() {
    try (source;
        metrics;
        catalog) {
      scratch.remove();
    }
  }
}
