package io.millrace.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Work that a person may end by Ctrl-C. */
public final class Interruptible {

  private Interruptible() {}

  /**
   * Does the work; if the process is ended meanwhile, says {@code sentence}: what goes on without
   * it, or what to do next.
   */
  public static <T> T work(Console console, String sentence, Callable<T> work) throws Exception {
    Thread hook = new Thread(() -> console.say("\nInterrupted. " + sentence));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.call();
    } finally {
      withdraw(hook);
    }
  }

  /**
   * Does the work; if the process is ended meanwhile, asks the work to end by itself and lets it do
   * so.
   *
   * @param ask makes the work end soon; on another thread
   * @param atMost how long it may take to
   * @param sentence said when it took longer
   */
  public static <T> T orderly(
      Console console, Runnable ask, Duration atMost, String sentence, Callable<T> work)
      throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              console.say("\nInterrupted. Waiting for what is under way …");
              ask.run();
              if (!isOver(ended, atMost)) {
                console.say(sentence);
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.call();
    } finally {
      ended.countDown();
      withdraw(hook);
    }
  }

  private static boolean isOver(CountDownLatch ended, Duration atMost) {
    try {
      return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void withdraw(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process ends already, and the sentence is being said
    }
  }
}
