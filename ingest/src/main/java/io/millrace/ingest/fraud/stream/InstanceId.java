package io.millrace.ingest.fraud.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The name by which an instance is known again when it starts anew with the same state.
 *
 * @param text letters, digits and hyphens
 */
record InstanceId(String text) {
  private static final String FILE = "instance";

  /** The name in that folder; a new one when there is none. */
  static InstanceId in(Path stateFolder) throws IOException {
    Path file = Files.createDirectories(stateFolder).resolve(FILE);
    if (Files.exists(file)) {
      String text = Files.readString(file).strip();
      if (!text.isEmpty()) {
        return new InstanceId(text);
      }
    }
    InstanceId made = new InstanceId(UUID.randomUUID().toString());
    Files.writeString(file, made.text() + "\n");
    return made;
  }
}
