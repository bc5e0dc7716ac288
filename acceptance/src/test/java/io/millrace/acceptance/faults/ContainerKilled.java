package io.millrace.acceptance.faults;

import io.millrace.acceptance.faults.YarnApplication.Part;
import java.util.List;
import java.util.Locale;

/** The application's driver or its executor is killed at any moment. */
record ContainerKilled(Part part) implements Fault {

  @Override
  public String kind() {
    return part.name().toLowerCase(Locale.ROOT) + " killed on YARN";
  }

  @Override
  public boolean inject(Scene scene) throws InterruptedException {
    scene.wait(0, 5000);
    List<Long> pids = ((YarnApplication) scene.landing()).pids(part);
    pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    return !pids.isEmpty();
  }
}
