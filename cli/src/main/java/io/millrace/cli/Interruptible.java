package io.millrace.cli;

import java.util.concurrent.Callable;

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

  private static void withdraw(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process ends already, and the sentence is being said
    }
  }
}
