package io.millrace.bench.landing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a batch, as {@code bench/spark}'s {@code Marks} notes it.
 *
 * @param records that the batch had
 * @param cpuNanos that the process had used by then
 * @param millis the clock then
 */
record Mark(long records, long cpuNanos, long millis) {

  static List<Mark> read(Path file) throws IOException {
    List<Mark> marks = new ArrayList<>();
    if (Files.notExists(file)) {
      return marks;
    }
    String text = Files.readString(file);
    // What is after the last line's end is still being written.
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      String[] numbers = line.split(" ", -1);
      marks.add(
          new Mark(
              Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2])));
    }
    return marks;
  }
}
