package io.millrace.acceptance.faults;

/** A driver dies, and so does the one that takes over, at a point of its taking over. */
record SuccessorHalted(String point, String moment) implements Fault {

  @Override
  public String kind() {
    return "and its successor %s %s".formatted(moment, point);
  }

  @Override
  public boolean inject(Scene scene) throws InterruptedException {
    scene.wait(0, 1500);
    Driver first = scene.drivers().active();
    scene.drivers().setForSuccessor(new Trap(point, moment, "halt", 0));
    first.kill();
    Driver second = scene.drivers().awaitSuccessorOf(first);
    return DriverHalted.awaitEnd(second);
  }
}
