package io.millrace.warehouse.launch;

import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Runs a main class of Oozie's and ends as its failure asks for. Oozie tells failures apart by a
 * code: {@code JA019} for an exit with {@link #AGAIN}, {@code JA018} for an exception, and tries
 * the first again but not the second. Of an exception alone it keeps the message. So what no try
 * mends is thrown, and so is what fails for the last time.
 */
final class OozieMain {

  /** The exit code of a failure that another try may mend. */
  static final int AGAIN = -1;

  private static final String JAVA_MAIN_EXCEPTION =
      "org.apache.oozie.action.hadoop.JavaMain$JavaMainException";

  private final Function<Throwable, Failure> judge;
  private final BooleanSupplier anotherTry;
  private final IntConsumer exit;

  /**
   * @param judge tells why it failed
   * @param anotherTry whether Oozie has another try
   * @param exit ends the JVM; in a launcher it throws, for Oozie to see
   */
  OozieMain(Function<Throwable, Failure> judge, BooleanSupplier anotherTry, IntConsumer exit) {
    this.judge = judge;
    this.anotherTry = anotherTry;
    this.exit = exit;
  }

  /** In a launcher. */
  static OozieMain inLauncher(Function<Throwable, Failure> judge) {
    return new OozieMain(judge, () -> Tries.ofThisAction().another(), System::exit);
  }

  /** Oozie's main class of that name; what it throws is thrown as it is. */
  static Callable<Void> named(String name, String... args) {
    return () -> {
      try {
        Class.forName(name).getMethod("main", String[].class).invoke(null, (Object) args);
      } catch (InvocationTargetException e) {
        Throwable thrown = unwrapped(e.getCause());
        if (thrown instanceof Error error) {
          throw error;
        }
        throw (Exception) thrown;
      }
      return null;
    };
  }

  /**
   * Runs it.
   *
   * @throws RefusedException with the reason, where no other try mends the failure
   * @throws PublishException with the reason, where no other try is left
   */
  void run(Callable<Void> work) throws PublishException {
    try {
      work.call();
    } catch (Throwable thrown) { // errors and exits too
      Failure failure = judge.apply(thrown);
      if (failure.isRefusal()) {
        throw new RefusedException(failure.reason(), thrown);
      }
      if (anotherTry.getAsBoolean()) {
        thrown.printStackTrace();
        System.err.println("Another try may mend it: " + failure.reason());
        exit.accept(AGAIN);
      }
      throw new PublishException(failure.reason(), thrown);
    }
  }

  /** Oozie wraps what the main class of a java action throws. */
  private static Throwable unwrapped(Throwable thrown) {
    return thrown.getClass().getName().equals(JAVA_MAIN_EXCEPTION) ? thrown.getCause() : thrown;
  }
}
