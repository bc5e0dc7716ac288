package io.millrace.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Looking again and again until there is something, for a bounded time.
 *
 * @param clock the time
 * @param every how long between two looks
 * @param atMost when to give up
 */
public record Polling(Clock clock, Duration every, Duration atMost) {

  /**
   * Looks until {@code look} finds something.
   *
   * @return what it found, or empty when the time was up
   */
  public <T> Optional<T> until(Callable<Optional<T>> look) throws Exception {
    Instant deadline = clock.instant().plus(atMost);
    while (true) {
      Optional<T> found = look.call();
      if (found.isPresent() || clock.instant().isAfter(deadline)) {
        return found;
      }
      pause(every);
    }
  }

  /** Waits, or ends early by an interrupt. */
  public static void pause(Duration duration) throws InterruptedException {
    boolean acquired = new Semaphore(0).tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS);
    assert !acquired;
  }
}
