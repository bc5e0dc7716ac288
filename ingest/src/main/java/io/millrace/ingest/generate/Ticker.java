package io.millrace.ingest.generate;

import io.millrace.model.record.ValueRange;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Time that only moves forward, and waiting for it. */
public interface Ticker {

  /** The machine's own. */
  Ticker SYSTEM =
      new Ticker() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public long epochMicros() {
          return ValueRange.micros(Instant.now());
        }

        @Override
        public void pause(long nanos) {
          LockSupport.parkNanos(nanos);
        }
      };

  /** Nanoseconds since some moment; only differences mean something. */
  long nanos();

  /** Microseconds since the epoch, by the clock on the wall. */
  long epochMicros();

  /** Waits about that long; it may be shorter or longer, and ends early by an interrupt. */
  void pause(long nanos);

  /** Nanoseconds of a second, as a floating-point number. */
  double A_SECOND = TimeUnit.SECONDS.toNanos(1);
}
