package io.millrace.model.live;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What a view tells of one thing in one window.
 *
 * @param startMicros where the window begins
 * @param seconds how long it is
 * @param dims in the order of the shape's
 * @param values in the order of the shape's, of their types' classes; null where there is no value
 * @param events how many events are in it; 0 in a row that takes an earlier revision back
 * @param revision greater than that of every earlier row about the same window and thing
 * @param isFinal whether nothing will change it any more
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once to file and topic
public record WindowRow(
    ViewShape shape,
    long startMicros,
    int seconds,
    List<String> dims,
    Object[] values,
    long events,
    long revision,
    boolean isFinal) {

  private static final long MICROS_OF_A_SECOND = 1_000_000L;

  public Instant start() {
    return Instant.EPOCH.plus(startMicros, ChronoUnit.MICROS);
  }

  public Instant end() {
    return start().plusSeconds(seconds);
  }

  /** The topic's key: {@code view|window_seconds|window_start|dims}, each escaped. */
  public String key() {
    String window = DimText.join(shape.view(), Integer.toString(seconds), start().toString());
    return dims.isEmpty() ? window : window + "|" + DimText.join(dims.toArray(new String[0]));
  }

  /** The row of the view's table. */
  public LiveRow toLiveRow(Instant finalAt) {
    Object[] columns = new Object[ViewShape.WINDOW.size() + dims.size() + values.length + 1];
    int at = 0;
    columns[at++] = startMicros;
    columns[at++] = startMicros + seconds * MICROS_OF_A_SECOND;
    columns[at++] = seconds;
    for (String dim : dims) {
      columns[at++] = dim;
    }
    for (Object value : values) {
      columns[at++] = value;
    }
    columns[at] = ChronoUnit.MICROS.between(Instant.EPOCH, finalAt);
    return new LiveRow(shape.table(), startMicros, columns);
  }
}
