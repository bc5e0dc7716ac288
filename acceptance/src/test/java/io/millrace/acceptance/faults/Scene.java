package io.millrace.acceptance.faults;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * What a fault may lay hands on.
 *
 * @param random drawn from by every fault, in order
 */
record Scene(
    FaultCluster cluster, Landing landing, Inventory inventory, TableReader reader, Random random) {

  /** The drivers in local mode. */
  Drivers drivers() {
    return (Drivers) landing;
  }

  /** Lets some time pass, so that a fault does not always meet the same moment. */
  void wait(int atLeastMillis, int atMostMillis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(atLeastMillis + random.nextInt(atMostMillis - atLeastMillis + 1));
  }
}
