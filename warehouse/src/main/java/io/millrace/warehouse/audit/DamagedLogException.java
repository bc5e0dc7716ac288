package io.millrace.warehouse.audit;

/** An entry of the commit log is none: nothing can be compared with it before it is restored. */
public final class DamagedLogException extends Exception {

  DamagedLogException(String message, Throwable cause) {
    super(message, cause);
  }
}
