package io.millrace.acceptance.faults;

/** The driver is killed at any moment. */
record DriverKilled() implements Fault {

  @Override
  public String kind() {
    return "driver killed at any moment";
  }

  @Override
  public boolean inject(Scene scene) throws InterruptedException {
    scene.wait(0, 2500);
    Driver driver = scene.drivers().active();
    driver.kill();
    scene.drivers().awaitSuccessorOf(driver);
    return true;
  }
}
