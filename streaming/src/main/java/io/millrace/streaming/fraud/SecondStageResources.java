package io.millrace.streaming.fraud;

import io.millrace.streaming.PartitionCatalog;

/** What an attempt of the second stage holds until it ends. */
record SecondStageResources(
    OutputReader scores,
    PaymentReader payments,
    ScoreTimes times,
    RulesTopic rules,
    PartitionCatalog catalog)
    implements AutoCloseable {

  @Override
  public void close() {
    try (scores;
        payments;
        times;
        rules) {
      catalog.close();
    }
  }
}
