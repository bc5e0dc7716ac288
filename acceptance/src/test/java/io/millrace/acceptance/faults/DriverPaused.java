package io.millrace.acceptance.faults;

import io.millrace.acceptance.faults.YarnApplication.Part;
import java.util.List;

/**
 * The driver stands still for longer than YARN's and the executors' patience with a single call,
 * and goes on.
 */
record DriverPaused() implements Fault {

  @Override
  public String kind() {
    return "driver paused on YARN";
  }

  @Override
  public boolean inject(Scene scene) throws InterruptedException {
    scene.wait(0, 5000);
    List<Long> pids = ((YarnApplication) scene.landing()).pids(Part.DRIVER);
    pids.forEach(pid -> Signal.send(pid, "STOP"));
    try {
      scene.wait(5000, 15_000);
    } finally {
      pids.forEach(pid -> Signal.send(pid, "CONT"));
    }
    return !pids.isEmpty();
  }
}
