package io.millrace.model.live;

import io.millrace.model.feed.FieldType;
import java.util.ArrayList;
import java.util.List;

/**
 * What the windows of a view tell.
 *
 * @param view its name, also the Hive table's in {@code live}
 * @param doc what a row is
 * @param windows the windows it has
 * @param dims what a row is about: texts, empty where the records do not say
 * @param values what is told of it
 */
public record ViewShape(
    String view,
    String doc,
    List<WindowSpec> windows,
    List<LiveColumn> dims,
    List<LiveColumn> values) {

  /** The columns before those of the view. */
  static final List<LiveColumn> WINDOW =
      List.of(
          new LiveColumn("window_start", FieldType.TIMESTAMP, "Where the window begins, UTC"),
          new LiveColumn("window_end", FieldType.TIMESTAMP, "Where it ends, itself not within"),
          new LiveColumn("window_seconds", FieldType.INT, "How long it is"));

  /** The column after those of the view. */
  static final LiveColumn FINAL_AT =
      new LiveColumn("final_at", FieldType.TIMESTAMP, "When the window became final");

  public ViewShape {
    windows = List.copyOf(windows);
    dims = List.copyOf(dims);
    values = List.copyOf(values);
  }

  /** The table of its final windows. */
  public LiveTable table() {
    List<LiveColumn> columns = new ArrayList<>(WINDOW);
    columns.addAll(dims);
    columns.addAll(values);
    columns.add(FINAL_AT);
    return new LiveTable(view, doc, columns);
  }
}
