package io.millrace.cluster;

import java.time.Duration;

/**
 * Is told what the supervisor does, how far it is and how long each part took. Calls come from
 * several threads, never two at the same time.
 */
public interface ProgressListener {

  /** Hears nothing. */
  ProgressListener SILENT =
      new ProgressListener() {
        @Override
        public void began(String step, int done, int total) {}

        @Override
        public void ended(String step, Duration took, int done, int total) {}
      };

  /**
   * A step began.
   *
   * @param step what is being done, such as {@code namenode} or {@code metastore database}
   * @param done how many steps are finished
   * @param total how many steps there are
   */
  void began(String step, int done, int total);

  /**
   * A step ended well.
   *
   * @param took how long it took
   * @param done how many steps are finished, this one included
   */
  void ended(String step, Duration took, int done, int total);
}
