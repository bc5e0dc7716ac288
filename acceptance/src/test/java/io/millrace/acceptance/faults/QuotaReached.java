package io.millrace.acceptance.faults;

/** No byte more may be written below /millrace, for a while. */
record QuotaReached() implements Fault {

  @Override
  public String kind() {
    return "HDFS quota reached and lifted";
  }

  @Override
  public boolean inject(Scene scene) throws InterruptedException {
    scene.wait(0, 1500);
    scene.cluster().run("hdfs", "dfsadmin", "-setSpaceQuota", "1", "/millrace");
    try {
      scene.wait(1500, 5000);
    } finally {
      scene.cluster().run("hdfs", "dfsadmin", "-clrSpaceQuota", "/millrace");
    }
    return true;
  }
}
