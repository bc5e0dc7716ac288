package io.millrace.acceptance.faults;

import java.time.Duration;

/**
 * What a fault run is to do.
 *
 * @param seed decides which faults, in which order, with which pauses
 * @param faults how many
 * @param perSecond records a second
 * @param timesFaster seconds of event time in a second
 * @param recoverWithin how long landing may take to publish what came up to a fault's end
 */
record FaultSettings(
    long seed, int faults, int perSecond, int timesFaster, Duration recoverWithin) {

  FaultSettings {
    if (faults < 1 || perSecond < 1 || timesFaster < 1) {
      throw new IllegalArgumentException(
          "faults, records a second and the clock's speed must be 1 or more");
    }
  }
}
