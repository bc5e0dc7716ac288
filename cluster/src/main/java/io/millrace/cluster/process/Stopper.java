package io.millrace.cluster.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Ends processes: asks, waits a bounded time, then insists. Touches no process but the given. */
public final class Stopper {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final Duration KILL_TAKES = Duration.ofSeconds(10);

  private final ProcFs processes;
  private final Duration patience;

  /**
   * @param patience how long a process may take to end after SIGTERM before it gets SIGKILL
   */
  public Stopper(ProcFs processes, Duration patience) {
    this.processes = processes;
    this.patience = patience;
  }

  /** Whether all of them are gone at the end. An interrupt shortens no wait and is kept. */
  public boolean stop(List<ProcessId> victims) {
    victims.forEach(victim -> signal(victim, Signal.TERM));
    if (awaitEnd(victims, patience)) {
      return true;
    }
    victims.forEach(victim -> signal(victim, Signal.KILL));
    return awaitEnd(victims, KILL_TAKES);
  }

  private enum Signal {
    TERM,
    KILL
  }

  private void signal(ProcessId victim, Signal signal) {
    if (!processes.lives(victim)) {
      return;
    }
    // the handle refuses by itself when the number has passed to another process since
    ProcessHandle.of(victim.pid())
        .filter(handle -> processes.lives(victim))
        .ifPresent(
            handle -> {
              if (signal == Signal.TERM) {
                handle.destroy();
              } else {
                handle.destroyForcibly();
              }
            });
  }

  private boolean awaitEnd(List<ProcessId> victims, Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    boolean interrupted = false;
    while (victims.stream().anyMatch(processes::lives) && System.nanoTime() < deadline) {
      // parking returns at once while the thread is interrupted
      interrupted |= Thread.interrupted();
      LockSupport.parkNanos(LOOK_NANOS);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return victims.stream().noneMatch(processes::lives);
  }
}
