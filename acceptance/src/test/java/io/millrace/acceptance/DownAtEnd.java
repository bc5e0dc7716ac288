package io.millrace.acceptance;

/**
 * Takes a cluster down when what it was brought up for ends, whichever way: also when this program
 * is asked to end (Ctrl-C, SIGTERM).
 */
final class DownAtEnd implements LeaveUp.Ending {

  private final Millrace millrace;
  private final Runnable takeDown;
  private final Thread atExit;
  private boolean isDown;

  private DownAtEnd(Millrace millrace, Runnable takeDown) {
    this.millrace = millrace;
    this.takeDown = takeDown;
    this.atExit = new Thread(this::takeDown, "take-down");
  }

  /** From now on; to be called before the cluster is brought up. */
  static DownAtEnd of(Millrace millrace) {
    return by(millrace, () -> millrace.downForGood().orThrow());
  }

  /** The same by other means. */
  static DownAtEnd by(Millrace millrace, Runnable takeDown) {
    DownAtEnd end = new DownAtEnd(millrace, takeDown);
    Runtime.getRuntime().addShutdownHook(end.atExit);
    return end;
  }

  /** Ends the streaming application as well, which YARN would start again with the next cluster. */
  @Override
  public void close() {
    try {
      millrace.run("stream", "stop");
    } finally {
      takeDown();
      forget();
    }
  }

  /** Once; again where that did not come to its end, as when whoever asked had ended it, too. */
  private synchronized void takeDown() {
    if (!isDown) {
      takeDown.run();
      isDown = true;
    }
  }

  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The program ends already, and the hook runs or has run.
    }
  }
}
