package io.millrace.acceptance.faults;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A driver is stopped in the middle of a step, another takes the feed over and lands, and then the
 * first one goes on as if nothing had been. It has to find out and end.
 */
record TwoDrivers(String point) implements Fault {

  private static final long REACHED_WITHIN_SECONDS = 30;
  private static final long ENDS_WITHIN_SECONDS = 90;

  @Override
  public String kind() {
    return "two drivers, the old one held before " + point;
  }

  @Override
  public boolean inject(Scene scene) throws InterruptedException {
    Driver old = scene.drivers().active();
    old.set(new Trap(point, "before", "wait", scene.random().nextInt(2)));
    try {
      old.sprung().get(REACHED_WITHIN_SECONDS, TimeUnit.SECONDS);
      old.signal("STOP");
      scene.drivers().replace();
      boolean landed =
          scene.drivers().awaitPublished(scene.inventory().mark(), Duration.ofSeconds(90));
      old.signal("CONT");
      old.release();
      if (!landed) {
        throw new IllegalStateException("the new driver does not land while the old one is held");
      }
      old.ended().get(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      if (old.sprung().isDone()) {
        throw new IllegalStateException(
            "the old driver has not ended %d s after it was let go".formatted(ENDS_WITHIN_SECONDS));
      }
      old.clearTraps();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
