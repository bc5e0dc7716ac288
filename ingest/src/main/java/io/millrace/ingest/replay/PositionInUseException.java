package io.millrace.ingest.replay;

import java.nio.file.Path;

/** Another replay goes on by the same position file. Nothing was sent. */
public final class PositionInUseException extends RuntimeException {
  PositionInUseException(Path file, Throwable cause) {
    super(
        "Another replay is going on by the position file "
            + file
            + ". Wait until it has ended, or name another file.",
        cause);
  }
}
