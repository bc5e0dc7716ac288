package io.millrace.model.funnel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A way through a funnel as far as it got.
 *
 * @param before the same without its last step; null at the first
 * @param reached how many steps it took
 * @param entryMicros when it took the first
 * @param micros when it took the last
 * @param segments who entered
 */
record Attempt(
    Attempt before, int reached, long entryMicros, long micros, List<Optional<String>> segments) {

  static Attempt begin(long micros, List<Optional<String>> segments) {
    return new Attempt(null, 1, micros, micros, segments);
  }

  Attempt then(long nextMicros) {
    return new Attempt(this, reached + 1, entryMicros, nextMicros, segments);
  }

  Conversion on(long epochDay) {
    Long[] steps = new Long[reached];
    for (Attempt step = this; step != null; step = step.before) {
      steps[step.reached - 1] = step.micros;
    }
    return new Conversion(epochDay, Arrays.asList(steps), segments);
  }
}
