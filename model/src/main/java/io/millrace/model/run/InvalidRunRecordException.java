package io.millrace.model.run;

/** Text that is no run record. It will not become one by itself: a person must look at the file. */
public final class InvalidRunRecordException extends RuntimeException {
  InvalidRunRecordException(String detail, Throwable cause) {
    super("This is no run record: " + detail, cause);
  }
}
