package io.millrace.warehouse.launch;

import io.millrace.model.declaration.InvalidDeclarationException;
import io.millrace.warehouse.InvalidArgumentsException;
import io.millrace.warehouse.publish.RefusedException;
import java.util.List;

/**
 * Why an action failed.
 *
 * @param isRefusal whether no further try mends it; what is not known may be mended by one
 * @param reason for people
 */
record Failure(boolean isRefusal, String reason) {

  private static final List<Class<? extends Throwable>> REFUSALS =
      List.of(
          RefusedException.class,
          InvalidArgumentsException.class,
          InvalidDeclarationException.class);

  /** A failure of this JVM. */
  static Failure of(Throwable thrown) {
    String message = thrown.getMessage();
    return new Failure(
        isRefusal(thrown.getClass()),
        message == null || message.isBlank() ? thrown.toString() : message);
  }

  /** Whether what is thrown as such tells of something that no further try mends. */
  static boolean isRefusal(Class<?> type) {
    return REFUSALS.stream().anyMatch(refusal -> refusal.isAssignableFrom(type));
  }
}
