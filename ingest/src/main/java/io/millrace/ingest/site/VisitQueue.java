package io.millrace.ingest.site;

import java.util.Arrays;

/**
 * Visits by the time of their next record: a heap with four children a node, which a million visits
 * at once touch half as deep as a binary one. Times stand in an array of their own, so that
 * comparing touches no visit.
 */
final class VisitQueue {
  private static final int WIDTH = 4;

  private long[] times = new long[1024];
  private Visit[] visits = new Visit[1024];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** The earliest; there must be one. */
  Visit first() {
    return visits[0];
  }

  /** When the earliest is due; {@link Long#MAX_VALUE} when there is none. */
  long firstTime() {
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  void add(Visit visit) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      visits = Arrays.copyOf(visits, 2 * size);
    }
    int hole = size++;
    long time = visit.micros();
    while (hole > 0) {
      int parent = (hole - 1) / WIDTH;
      if (times[parent] <= time) {
        break;
      }
      times[hole] = times[parent];
      visits[hole] = visits[parent];
      hole = parent;
    }
    times[hole] = time;
    visits[hole] = visit;
  }

  /** Takes the earliest to its new place after it moved on, or out when it is over. */
  void firstMovedOn() {
    Visit visit = visits[0];
    if (visit.isOver()) {
      size--;
      visit = visits[size];
      visits[size] = null;
      if (size == 0) {
        return;
      }
    }
    sink(visit, visit.micros());
  }

  private void sink(Visit visit, long time) {
    int hole = 0;
    while (true) {
      int child = hole * WIDTH + 1;
      if (child >= size) {
        break;
      }
      int least = child;
      int end = Math.min(child + WIDTH, size);
      for (int i = child + 1; i < end; i++) {
        least = times[i] < times[least] ? i : least;
      }
      if (times[least] >= time) {
        break;
      }
      times[hole] = times[least];
      visits[hole] = visits[least];
      hole = least;
    }
    times[hole] = time;
    visits[hole] = visit;
  }
}
