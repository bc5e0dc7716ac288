package io.millrace.streaming.live;

import io.millrace.model.live.LiveColumn;
import io.millrace.model.live.LiveViews;
import io.millrace.model.live.ViewShape;
import io.millrace.streaming.live.FolderTopic.Sent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The day that model's {@code src/test/resources/live/README.md} tells of. */
final class SeededDay {

  private static final Path FOLDER = Path.of("../model/src/test/resources/live");

  private SeededDay() {}

  /** The records of a feed, step by step. */
  static List<List<Sent>> steps(String feed) {
    List<List<Sent>> steps = new ArrayList<>();
    Path file = FOLDER.resolve(feed).resolve("1.ndjson");
    while (Files.exists(file)) {
      steps.add(lines(file).stream().map(line -> new Sent(0, line, false)).toList());
      file = FOLDER.resolve(feed).resolve((steps.size() + 1) + ".ndjson");
    }
    return steps;
  }

  /** The final windows of a view. */
  static List<String> expected(String view) {
    return lines(FOLDER.resolve("expected").resolve(view + ".csv")).stream()
        .filter(line -> !line.startsWith("#"))
        .skip(1)
        .toList();
  }

  /** The rows of a view's table that the day is about, in the form of those expected. */
  static List<String> of(String view, Dataset<Row> table) {
    ViewShape shape =
        LiveViews.shapes().stream().filter(s -> s.view().equals(view)).findFirst().orElseThrow();
    List<String> columns = new ArrayList<>(List.of("window_start", "window_seconds"));
    shape.dims().stream().map(LiveColumn::name).forEach(columns::add);
    shape.values().stream().map(LiveColumn::name).forEach(columns::add);
    return table
        .where("window_start < timestamp'2026-06-15 12:05:00'")
        .selectExpr(columns.toArray(new String[0]))
        .collectAsList()
        .stream()
        .map(SeededDay::line)
        .toList();
  }

  private static String line(Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      cells.add(cell(row.get(i)));
    }
    return String.join(",", cells);
  }

  private static String cell(Object value) {
    if (value instanceof Timestamp time) {
      return time.toInstant().toString();
    } else if (value instanceof BigDecimal money) {
      return money.toPlainString();
    }
    return value == null ? "" : value.toString();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
