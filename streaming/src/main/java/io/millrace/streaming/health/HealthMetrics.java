package io.millrace.streaming.health;

/** Where windows are told as they change. Nothing waits for it. */
interface HealthMetrics {

  /** Tells what a window is so far. */
  void revision(String key, String value);

  /** Tells what a window is for good. */
  void last(String key, String value);

  /** Tells again what was not taken. */
  void retry();
}
