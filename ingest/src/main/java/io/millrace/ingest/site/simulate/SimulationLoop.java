package io.millrace.ingest.site.simulate;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one thread on which all visitors live, so that none of them needs a lock; and their time,
 * which may pass faster than real time.
 */
final class SimulationLoop implements Executor, AutoCloseable {
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread made = new Thread(task, "visitors");
            made.setDaemon(true);
            return made;
          });
  private final double speed;
  private final CompletableFuture<Void> broken = new CompletableFuture<>();

  /** How many times faster than real time the visitors' time passes. */
  SimulationLoop(double speed) {
    this.speed = speed;
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  double speed() {
    return speed;
  }

  /** Fails when a step threw what it should not have; nothing may be believed then. */
  CompletableFuture<Void> broken() {
    return broken;
  }

  @Override
  public void execute(Runnable step) {
    schedule(0, step);
  }

  /** Does it after so many milliseconds of the visitors' time. */
  void after(long millis, Runnable step) {
    schedule((long) (millis * 1e6 / speed), step);
  }

  /** Does it after that much real time. */
  void afterReal(Duration wait, Runnable step) {
    schedule(wait.toNanos(), step);
  }

  /** Does it with the result on this loop, with null for one that failed. */
  @SuppressWarnings("FutureReturnValueIgnored") // what the step throws, guarded tells
  <T> void whenDone(CompletableFuture<T> work, Consumer<T> step) {
    work.handle(
        (result, failure) -> {
          execute(() -> step.accept(result));
          return null;
        });
  }

  /** Nothing that is not yet being done is done any more. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what a step throws, guarded tells
  private void schedule(long nanos, Runnable step) {
    try {
      thread.schedule(() -> guarded(step), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // closed: an answer that comes now has nobody to go to
    }
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      broken.completeExceptionally(e);
    }
  }
}
