package io.millrace.ingest.generate;

import java.io.IOException;
import java.nio.file.Path;

/** A file holds something else than the inventory of a generation. */
public final class NotAnInventoryException extends IOException {

  private static final long serialVersionUID = 1L;

  NotAnInventoryException(Path file, Throwable cause) {
    super("%s is no inventory of format %d.".formatted(file, Inventory.FORMAT), cause);
  }
}
