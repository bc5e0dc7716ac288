package io.millrace.acceptance.faults;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A staging task fails, at times on its second attempt too; Spark tries it again. */
record TaskFails(String point, String moment) implements Fault {

  private static final long REACHED_WITHIN_SECONDS = 30;

  @Override
  public String kind() {
    return "task fails %s %s".formatted(moment, point);
  }

  @Override
  public boolean inject(Scene scene) throws InterruptedException {
    Driver driver = scene.drivers().active();
    if (scene.random().nextBoolean()) {
      driver.set(new Trap(point, moment, "fail", 0));
    }
    driver.set(new Trap(point, moment, "fail", 0));
    try {
      driver.sprung().get(REACHED_WITHIN_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      driver.clearTraps();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
