package io.millrace.ingest.publish;

/**
 * Told what became of a record that {@link FeedProducer#send} took: exactly one call for each, on
 * the producer's own thread, which sends nothing while a call lasts; so it must be brief and must
 * not throw. One object may serve many records.
 */
public interface Delivery {
  /** All in-sync replicas have the record, at that place. */
  void acknowledged(int partition, long offset);

  /** The record was not acknowledged; the failure's class says what to do. */
  void failed(PublishException failure);
}
