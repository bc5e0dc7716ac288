package io.millrace.cli.fraud;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a file holds JSON objects. */
public enum RowForm {
  /** One array, an object a line. */
  ARRAY("[\n", ",\n", "\n]\n"),
  /** JSON lines, each an object. */
  NDJSON("", "\n", "\n");

  private final String begin;
  private final String between;
  private final String end;

  RowForm(String begin, String between, String end) {
    this.begin = begin;
    this.between = between;
    this.end = end;
  }

  /** By its name: an array in what ends with {@code .json}, lines in all else. */
  public static RowForm of(Path file) {
    return file.toString().endsWith(".json") ? ARRAY : NDJSON;
  }

  /** The form of that name, {@code array} or {@code ndjson}; empty for any other. */
  public static Optional<RowForm> named(String name) {
    return Arrays.stream(values())
        .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  String begin() {
    return begin;
  }

  String between() {
    return between;
  }

  /** What follows the last row; lines of no rows are nothing at all. */
  String end(long rows) {
    return rows == 0 && this == NDJSON ? "" : end;
  }
}
