package io.millrace.cli.generate;

import io.millrace.cli.Console;
import io.millrace.ingest.generate.StopSignal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C end a generation in good order: the process ends only when what was made is
 * acknowledged and counted, or that takes too long.
 */
final class OrderlyStop implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofSeconds(90);

  private final StopSignal signal = new StopSignal();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  OrderlyStop(Console console) {
    hook = new Thread(() -> end(console));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end(Console console) {
    console.say("\nStopping: what was made is still acknowledged and counted.");
    signal.request();
    try {
      if (!done.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        console.say("Gave up after " + LONGEST.toSeconds() + " s; there is no inventory.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  StopSignal signal() {
    return signal;
  }

  /** All is said and written. */
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process ends already, by this hook
    }
  }
}
