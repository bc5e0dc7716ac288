package io.millrace.acceptance.faults;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The driver dies at a point of its work, without any shutdown. */
record DriverHalted(String point, String moment) implements Fault {

  private static final int MOST_SKIPPED = 3;
  private static final long REACHED_WITHIN_SECONDS = 30;

  @Override
  public String kind() {
    return "driver halted %s %s".formatted(moment, point);
  }

  @Override
  public boolean inject(Scene scene) throws InterruptedException {
    Driver driver = scene.drivers().active();
    driver.set(new Trap(point, moment, "halt", scene.random().nextInt(MOST_SKIPPED)));
    return awaitEnd(driver);
  }

  /** Whether the driver died at the point; if it never came there, its traps are taken away. */
  static boolean awaitEnd(Driver driver) throws InterruptedException {
    try {
      driver.sprung().get(REACHED_WITHIN_SECONDS, TimeUnit.SECONDS);
      driver.ended().get(REACHED_WITHIN_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      driver.clearTraps();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
