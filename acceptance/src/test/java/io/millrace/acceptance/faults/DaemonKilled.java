package io.millrace.acceptance.faults;

/** A daemon is killed, stays away for a while and is started again. */
record DaemonKilled(String service) implements Fault {

  @Override
  public String kind() {
    return service + " killed and started again";
  }

  @Override
  public boolean inject(Scene scene) throws InterruptedException {
    scene.wait(0, 1500);
    scene.reader().daemonDown();
    try {
      scene.cluster().kill(service);
      scene.wait(0, 4000);
      scene.cluster().up();
    } finally {
      scene.reader().daemonUp();
    }
    return true;
  }
}
