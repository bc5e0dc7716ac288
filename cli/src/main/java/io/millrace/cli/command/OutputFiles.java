package io.millrace.cli.command;

import io.millrace.cli.generate.Generate;
import io.millrace.ingest.generate.InvalidSettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that a command is to write, looked at before it writes any. */
final class OutputFiles {

  private final Map<Path, String> names = new LinkedHashMap<>();
  private final List<Path> fresh = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * A file that goes beside one of the others; told before those.
   *
   * @param what it is, for messages
   */
  void beside(String what, Path file) {
    names.putIfAbsent(place(file), what);
  }

  /**
   * A new file, in a folder that is there.
   *
   * @param option that names it, for messages
   */
  void fresh(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      problems.add("%s is %s; legal: a file in a folder that exists".formatted(option, file));
    } else {
      fresh.add(file);
      distinct(option, file);
    }
  }

  /**
   * A file that may be there, and whose folder is made.
   *
   * @param option that names it, for messages
   */
  void replaced(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder != null && !Files.isDirectory(folder)) {
      problems.add(
          "%s is %s, and %s is no folder; legal: a file in a folder"
              .formatted(option, file, folder));
    } else {
      distinct(option, file);
    }
  }

  /**
   * Fails unless all of them can be written.
   *
   * @throws InvalidSettingsException naming all that lie nowhere, or where another does
   * @throws io.millrace.cli.CommandFailure when one that is to be new is there
   */
  void require() {
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
    fresh.stream()
        .filter(Files::exists)
        .findFirst()
        .ifPresent(
            file -> {
              throw Generate.existing(file);
            });
  }

  private void distinct(String option, Path file) {
    String other = names.putIfAbsent(place(file), option);
    if (other != null) {
      problems.add("%s is %s, as %s is; legal: another file".formatted(option, file, other));
    }
  }

  private static Path place(Path file) {
    return file.toAbsolutePath().normalize();
  }
}
