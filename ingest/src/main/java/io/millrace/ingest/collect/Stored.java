package io.millrace.ingest.collect;

/** What became of the records of one request. */
enum Stored {
  /** All are on the topic, acknowledged by all in-sync replicas. */
  TOPIC,
  /** All are on the topic or, durably, in the spool. */
  SPOOL,
  /** Some or all are kept nowhere, since the spool is full. */
  FULL,
  /** Some or all are kept nowhere, since the disk failed or the collector ends. */
  FAILED
}
