package io.millrace.streaming;

import io.millrace.model.streaming.QueryStatus;

/**
 * Work beside a feed's landing query: its live views, its health. It begins once the feed is
 * claimed, fails without harm to landing, and is then started anew after a pause, from nothing but
 * what it has committed.
 */
public interface FeedCompanion {

  /** What to start; it lives as long as the application. */
  interface Plan {

    /** The name that people know it by, such as {@code live-orders}. */
    String name();

    /**
     * Starts it. What was begun is undone before an exception leaves.
     *
     * @throws Exception if it cannot run now; it is tried again
     */
    FeedCompanion start() throws Exception;
  }

  /**
   * Looks after it; called about once a second, by one thread.
   *
   * @throws Exception if it has failed; it is then stopped, and another is started
   */
  void tick() throws Exception;

  /** How it is, without waiting for work under way. */
  QueryStatus status();

  /**
   * Ends it in good order and lets go of all it holds; also called when it has failed. Has ended
   * within a few seconds, or is interrupted.
   */
  void stop() throws Exception;
}
