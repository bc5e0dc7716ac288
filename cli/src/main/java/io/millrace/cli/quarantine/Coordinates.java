package io.millrace.cli.quarantine;

import java.util.Comparator;

/**
 * Where a record lies on its feed's topic.
 *
 * @param partition the topic-partition's number
 * @param offset within it
 */
record Coordinates(int partition, long offset) implements Comparable<Coordinates> {

  private static final Comparator<Coordinates> ORDER =
      Comparator.comparingInt(Coordinates::partition).thenComparingLong(Coordinates::offset);

  @Override
  public int compareTo(Coordinates other) {
    return ORDER.compare(this, other);
  }

  /** {@code <partition>:<offset>}. */
  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}
