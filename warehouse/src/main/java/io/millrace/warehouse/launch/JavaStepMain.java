package io.millrace.warehouse.launch;

/** The main class of a java action of ours. */
public final class JavaStepMain {

  private static final String OOZIES_OWN = "org.apache.oozie.action.hadoop.JavaMain";

  private JavaStepMain() {}

  /**
   * Runs the action's own main class.
   *
   * @throws Exception with the reason of a failure that is not tried again
   */
  public static void main(String[] args) throws Exception {
    OozieMain.inLauncher(Failure::of).run(OozieMain.named(OOZIES_OWN, args));
  }
}
