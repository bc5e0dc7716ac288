package io.millrace.model.session;

import java.io.Serializable;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Cuts one visitor's events into sessions. An event begins a new session when it comes more than
 * the gap after the one before it, or when at least the maximum duration has passed since its
 * session's first event. (The inactivity rule is that of the usual web analytics; an event exactly
 * one gap later still belongs.)
 *
 * <p>It streams: events are read once, in time order, and only the running session's start, end,
 * count and summary are held. Stateless and serializable, so one instance may serve any number of
 * visitors, threads and Spark tasks.
 */
public final class Sessionizer implements Serializable {
  private static final long NO_MAXIMUM = Long.MAX_VALUE;

  private final long gapMicros;
  private final long maxMicros;

  /**
   * A sessionizer with that gap and, where present, that maximum duration.
   *
   * @throws IllegalArgumentException when one of them is not positive
   */
  public Sessionizer(Duration gap, Optional<Duration> max) {
    this.gapMicros = positiveMicros("session gap", gap);
    this.maxMicros = max.map(d -> positiveMicros("maximum session duration", d)).orElse(NO_MAXIMUM);
  }

  /**
   * Why a session ends when nothing more of the visitor is known at {@code atMicros} than that the
   * session began at {@code startMicros} and saw its last event at {@code lastMicros}: the same
   * rule that an event at that time would be judged by. {@link EndReason#GAP} when both hold.
   */
  public EndReason endAt(long startMicros, long lastMicros, long atMicros) {
    if (atMicros - lastMicros > gapMicros) {
      return EndReason.GAP;
    }
    return atMicros - startMicros >= maxMicros ? EndReason.MAX_DURATION : EndReason.OPEN;
  }

  /**
   * The sessions of one visitor, lazily. The last is judged as of {@code knownUntilMicros}, until
   * when all events are known to have been given: it is {@link EndReason#OPEN} unless an event at
   * that time would begin another.
   *
   * @param events of one visitor, in time order; equal times are allowed
   * @param timeMicros an event's time
   * @return an iterator whose {@code next} throws {@link IllegalArgumentException} when an event
   *     goes back in time
   */
  public <E, A> Iterator<Session<A>> sessions(
      Iterator<E> events,
      ToLongFunction<? super E> timeMicros,
      SessionFold<? super E, A> fold,
      long knownUntilMicros) {
    return new Sessions<>(events, timeMicros, fold, knownUntilMicros);
  }

  /**
   * As above, for events of which nothing is known after the last: the last session is {@link
   * EndReason#OPEN}.
   */
  public <E, A> Iterator<Session<A>> sessions(
      Iterator<E> events, ToLongFunction<? super E> timeMicros, SessionFold<? super E, A> fold) {
    return new Sessions<>(events, timeMicros, fold, Long.MIN_VALUE);
  }

  private static long positiveMicros(String what, Duration duration) {
    long micros = duration.isNegative() ? 0 : Math.multiplyExact(duration.toSeconds(), 1_000_000L);
    micros += duration.toNanosPart() / 1_000;
    if (micros <= 0) {
      throw new IllegalArgumentException(
          "The " + what + " is " + duration + "; it must be at least a microsecond.");
    }
    return micros;
  }

  private final class Sessions<E, A> implements Iterator<Session<A>> {
    private final Iterator<E> events;
    private final ToLongFunction<? super E> timeMicros;
    private final SessionFold<? super E, A> fold;
    private final long knownUntil;
    private E pending;
    private boolean hasPending;

    Sessions(
        Iterator<E> events,
        ToLongFunction<? super E> timeMicros,
        SessionFold<? super E, A> fold,
        long knownUntil) {
      this.events = events;
      this.timeMicros = timeMicros;
      this.fold = fold;
      this.knownUntil = knownUntil;
    }

    @Override
    public boolean hasNext() {
      return hasPending || events.hasNext();
    }

    @Override
    public Session<A> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      E first = hasPending ? pending : events.next();
      hasPending = false;
      pending = null;
      long start = timeMicros.applyAsLong(first);
      long last = start;
      long count = 1;
      A summary = fold.begin(first);
      while (events.hasNext()) {
        E event = events.next();
        long time = timeMicros.applyAsLong(event);
        if (time < last) {
          throw new IllegalArgumentException(
              "Events of a visitor must be in time order, but " + time + " follows " + last + ".");
        }
        EndReason end = endAt(start, last, time);
        if (end != EndReason.OPEN) {
          pending = event;
          hasPending = true;
          return new Session<>(start, last, count, end, summary);
        }
        last = time;
        count++;
        summary = fold.add(summary, event);
      }
      EndReason end = knownUntil <= last ? EndReason.OPEN : endAt(start, last, knownUntil);
      return new Session<>(start, last, count, end, summary);
    }
  }
}
