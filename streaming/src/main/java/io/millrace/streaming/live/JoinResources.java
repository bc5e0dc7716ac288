package io.millrace.streaming.live;

import io.millrace.streaming.PartitionCatalog;

/** What an attempt over two topics holds until it ends. */
record JoinResources(
    LiveSource payments,
    LiveSource views,
    ContextAlerts alerts,
    PartitionCatalog catalog,
    ScratchFolder scratch)
    implements AutoCloseable {

  @Override
  public void close() {
    try (payments;
        views;
        alerts;
        catalog) {
      scratch.remove();
    }
  }
}
