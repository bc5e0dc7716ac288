package io.millrace.cli.quarantine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/**
 * The process that replays.
 *
 * @param host its machine's name
 * @param pid its number there
 * @param started when it was started, which tells it from a later one of the same number
 */
record Holder(String host, long pid, Instant started) {

  /** This process. */
  static Holder ofThisProcess() {
    ProcessHandle self = ProcessHandle.current();
    return new Holder(thisHost(), self.pid(), self.info().startInstant().orElse(Instant.EPOCH));
  }

  /** Whether it may still be at work. Of another machine's processes nobody here knows. */
  boolean mayBeAlive() {
    return !host.equals(thisHost())
        || ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .flatMap(process -> process.info().startInstant())
            .filter(started::equals)
            .isPresent();
  }

  private static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Override
  public String toString() {
    return "process %d on %s".formatted(pid, host);
  }
}
