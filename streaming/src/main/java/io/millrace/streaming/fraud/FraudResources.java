package io.millrace.streaming.fraud;

import io.millrace.streaming.live.ScratchFolder;
import io.millrace.streaming.live.TopicSource;

/** What an attempt holds until it ends. */
record FraudResources(
    TopicSource source,
    BatchPublisher publisher,
    OutputLease lease,
    RulesTopic rules,
    ScratchFolder scratch)
    implements AutoCloseable {

  /** The lease goes last: who takes it finds no transaction of this attempt open. */
  @Override
  public void close() {
    try (lease;
        publisher;
        source;
        rules) {
      scratch.remove();
    }
  }
}
