package io.millrace.acceptance;

import picocli.CommandLine.Option;

/** What becomes in the end of a cluster that a command has brought up for itself. */
public final class LeaveUp {

  @Option(names = "--leave-up", description = "Leave the cluster running in the end.")
  private boolean isLeft;

  /** The end of a cluster. */
  public interface Ending extends AutoCloseable {

    /** Fails when the cluster does not go down. */
    @Override
    void close();
  }

  /**
   * To be called before the cluster is brought up.
   *
   * @return what takes it down, also when this program is asked to end meanwhile, unless it is left
   */
  public Ending orDown(Millrace millrace) {
    return isLeft ? () -> {} : DownAtEnd.of(millrace);
  }
}
