package io.millrace.ingest.collect;

/**
 * The room for requests that are not answered yet: so many, and so many bytes of their bodies. Safe
 * for several threads.
 */
final class InFlight {
  private final int mostRequests;
  private final long mostBytes;
  private int requests;
  private long bytes;

  InFlight(int mostRequests, long mostBytes) {
    this.mostRequests = mostRequests;
    this.mostBytes = mostBytes;
  }

  /** Room for a request of no bytes yet, or null when there is none. */
  synchronized Place enter() {
    if (requests >= mostRequests || bytes >= mostBytes) {
      return null;
    }
    requests++;
    return new Place();
  }

  synchronized int requests() {
    return requests;
  }

  synchronized long bytes() {
    return bytes;
  }

  /** Returns true when nothing is in flight any more, false after so many milliseconds. */
  synchronized boolean awaitNone(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (requests > 0) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** One request's room. */
  final class Place {
    private long taken;
    private boolean left;

    /** Takes room for more bytes; false when there is none. */
    boolean take(long more) {
      synchronized (InFlight.this) {
        if (left || bytes + more > mostBytes) {
          return false;
        }
        bytes += more;
        taken += more;
        return true;
      }
    }

    /** Gives the room back; a second time does nothing. */
    void leave() {
      synchronized (InFlight.this) {
        if (!left) {
          left = true;
          bytes -= taken;
          requests--;
          InFlight.this.notifyAll();
        }
      }
    }
  }
}
