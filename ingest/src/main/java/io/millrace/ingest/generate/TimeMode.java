package io.millrace.ingest.generate;

/** When generated events happen. */
public enum TimeMode {
  /** As they are sent: the event time is now. */
  LIVE,
  /** In a past that the settings name: the same settings give the same records. */
  HISTORY
}
