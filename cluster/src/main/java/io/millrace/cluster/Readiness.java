package io.millrace.cluster;

import io.millrace.cluster.probe.NotReadyException;
import io.millrace.cluster.probe.Probe;
import io.millrace.cluster.process.ProcFs;
import io.millrace.cluster.process.ProcessId;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Asks a daemon again and again until it serves, is gone, or had its time. */
final class Readiness {
  private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();

  private final ProcFs processes;
  private final Duration longest;

  Readiness(ProcFs processes, Duration longest) {
    this.processes = processes;
    this.longest = longest;
  }

  /**
   * Returns when the probe succeeded.
   *
   * @throws ServiceFailedException when the process is gone, or the time is over
   */
  void await(ProcessId process, Probe probe) throws ServiceFailedException, InterruptedException {
    long began = System.nanoTime();
    while (true) {
      if (!processes.lives(process)) {
        throw new ServiceFailedException(
            "its process ended after %d s".formatted(secondsSince(began)));
      }
      String reason;
      try {
        probe.check();
        return;
      } catch (NotReadyException e) {
        reason = e.getMessage();
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        reason = rootMessage(e);
      }
      if (secondsSince(began) >= longest.toSeconds()) {
        throw new ServiceFailedException(
            "it did not become ready in %d s (%s)".formatted(longest.toSeconds(), reason));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      // some client libraries turn an interrupt into an exception of their own and keep the mark
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private static long secondsSince(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toSeconds();
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null
        ? root.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
