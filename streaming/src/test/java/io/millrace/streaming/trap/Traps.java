package io.millrace.streaming.trap;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Where this process is to die, to wait or to fail. A trap is set for a point, such as {@code
 * store.append} or {@code raw.rename}, before or after what happens there, and springs once.
 *
 * <p>Every line that it prints begins with {@code @}: {@code @ sprung store.append before}.
 */
public final class Traps {

  /** Hadoop makes file systems by their class's name, and those have to find the traps. */
  public static final Traps PROCESS = new Traps(System.out);

  /** Killed by a signal, as a shell would say it. */
  static final int HALTED = 137;

  /** Whether what happens at a point has happened. */
  public enum Moment {
    BEFORE,
    AFTER
  }

  /** What a trap does to who steps into it. */
  public enum Effect {
    /** The process ends at once, without any shutdown. */
    HALT,
    /** Whoever came there waits until it is told to go on. */
    WAIT,
    /** Whoever came there gets an {@link IOException}. */
    FAIL
  }

  /**
   * A trap.
   *
   * @param skip how many times it is passed by before it springs
   */
  record Trap(String point, Moment moment, Effect effect, int skip) {

    boolean isAt(String otherPoint, Moment otherMoment) {
      return moment == otherMoment && (point.equals(otherPoint) || isAnyOf(otherPoint));
    }

    private boolean isAnyOf(String otherPoint) {
      return point.endsWith("*") && otherPoint.startsWith(point.substring(0, point.length() - 1));
    }

    Trap passed() {
      return new Trap(point, moment, effect, skip - 1);
    }
  }

  private final PrintStream told;
  private final List<Trap> traps = new ArrayList<>();
  private CountDownLatch release = new CountDownLatch(1);

  Traps(PrintStream told) {
    this.told = told;
  }

  synchronized void set(Trap trap) {
    traps.add(trap);
    tell("set " + trap.point());
  }

  synchronized void clear() {
    traps.clear();
    tell("cleared");
  }

  synchronized void release() {
    release.countDown();
    release = new CountDownLatch(1);
  }

  /** Says a line to whoever started this process. */
  public synchronized void tell(String line) {
    told.println("@ " + line);
    told.flush();
  }

  /**
   * Something is about to happen, or has happened.
   *
   * @throws IOException if a trap says so
   */
  public void at(String point, Moment moment) throws IOException {
    CountDownLatch waits;
    synchronized (this) {
      Trap trap = sprung(point, moment);
      if (trap == null) {
        return;
      }
      tell("sprung %s %s".formatted(point, moment.name().toLowerCase(java.util.Locale.ROOT)));
      switch (trap.effect()) {
        case HALT -> Runtime.getRuntime().halt(HALTED);
        case FAIL -> throw new IOException("failed on purpose at " + point);
        case WAIT -> {}
      }
      waits = release;
    }
    try {
      waits.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private Trap sprung(String point, Moment moment) {
    for (Iterator<Trap> each = traps.iterator(); each.hasNext(); ) {
      Trap trap = each.next();
      if (trap.isAt(point, moment)) {
        each.remove();
        if (trap.skip() == 0) {
          return trap;
        }
        traps.add(trap.passed());
        return null;
      }
    }
    return null;
  }
}
