package io.millrace.model.live;

import io.millrace.model.state.StateInput;
import io.millrace.model.state.StateOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * What a pane knows of the events of one key: how many they are, and the view's measures of them.
 * Merging is associative and commutative, so that panes may be built by any number of tasks, in any
 * order. Its bytes name their version and need no view to be read. Not thread-safe.
 */
public final class PaneValue {
  private static final int VERSION = 1;
  private static final int LEAST_BYTES = 2;

  private long events;
  private final List<Measure> measures;

  /** An empty value with those measures, whose order belongs to the view. */
  PaneValue(List<Measure> measures) {
    this.measures = measures;
  }

  /** How many events were added, repeated ones as often as they came. */
  public long events() {
    return events;
  }

  void countEvent() {
    events++;
  }

  Count count(int position) {
    return (Count) measures.get(position);
  }

  Sum sum(int position) {
    return (Sum) measures.get(position);
  }

  Extremes extremes(int position) {
    return (Extremes) measures.get(position);
  }

  Distinct distinct(int position) {
    return (Distinct) measures.get(position);
  }

  Quantiles quantiles(int position) {
    return (Quantiles) measures.get(position);
  }

  Moves moves(int position) {
    return (Moves) measures.get(position);
  }

  /**
   * Adds the events of another, which is left as it is.
   *
   * @return this
   */
  public PaneValue merge(PaneValue other) {
    if (other.measures.size() != measures.size()) {
      throw new IllegalArgumentException(
          "A value of " + other.measures.size() + " measures is not of this view.");
    }
    events += other.events;
    for (int i = 0; i < measures.size(); i++) {
      measures.get(i).merge(other.measures.get(i));
    }
    return this;
  }

  /** An independent copy. */
  public PaneValue copy() {
    List<Measure> copies = new ArrayList<>(measures.size());
    measures.forEach(measure -> copies.add(measure.copy()));
    PaneValue copy = new PaneValue(copies);
    copy.events = events;
    return copy;
  }

  /** The same events are the same bytes, whatever order they came in. */
  public byte[] toBytes() {
    StateOutput out = new StateOutput();
    out.writeByte(VERSION);
    out.writeVarint(events);
    out.writeVarint(measures.size());
    for (Measure measure : measures) {
      out.writeByte(measure.tag());
      measure.write(out);
    }
    return out.toBytes();
  }

  /**
   * Reads a value.
   *
   * @throws InvalidPaneException when the bytes are none, or of another version
   */
  public static PaneValue fromBytes(byte[] bytes) {
    StateInput in = new StateInput(bytes, InvalidPaneException::new);
    int version = in.readByte();
    if (version != VERSION) {
      throw new InvalidPaneException("version " + version + " where " + VERSION + " belongs");
    }
    long events = in.readVarint();
    int count = in.readCount(LEAST_BYTES);
    List<Measure> measures = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      measures.add(Measure.read(in.readByte(), in));
    }
    in.end();
    PaneValue value = new PaneValue(measures);
    value.events = events;
    return value;
  }
}
