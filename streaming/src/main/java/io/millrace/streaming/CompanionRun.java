package io.millrace.streaming;

import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.QueryStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A companion while the application lives. When it fails it is started again, after a pause that
 * doubles with each failure and is short again once it has run for long. Whatever it throws, it
 * never harms landing.
 */
final class CompanionRun {

  /** How long to wait before another start. */
  record BackOff(Duration first, Duration longest) {
    static final BackOff STANDARD = new BackOff(Duration.ofSeconds(5), Duration.ofMinutes(5));

    Duration after(int failures) {
      Duration pause = first;
      for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
        pause = pause.multipliedBy(2);
      }
      return pause.compareTo(longest) < 0 ? pause : longest;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(CompanionRun.class);

  private final FeedCompanion.Plan plan;
  private final BackOff backOff;
  private final Clock clock;
  private FeedCompanion running;
  private Instant startedAt;
  private Instant notBefore;
  private int failures;
  private boolean stopped;
  // read by the thread that tells the application's status, which must not wait for a start
  private volatile FeedCompanion shown;
  private volatile QueryStatus status;

  CompanionRun(FeedCompanion.Plan plan, BackOff backOff, Clock clock) {
    this.plan = plan;
    this.backOff = backOff;
    this.clock = clock;
    this.notBefore = clock.instant();
    this.status = QueryStatus.of(plan.name(), QueryState.STARTING, notBefore).restarts(0).build();
  }

  /** Starts it if it is time to, or looks after it. */
  synchronized void tick() {
    if (stopped) {
      return;
    }
    try {
      if (running != null) {
        running.tick();
        forgetFailures();
      } else if (!clock.instant().isBefore(notBefore)) {
        startedAt = clock.instant();
        running = plan.start();
        shown = running;
        LOG.info("{} runs", plan.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception | LinkageError e) {
      failed(e);
    }
  }

  /** How it is now. */
  QueryStatus status() {
    FeedCompanion companion = shown;
    QueryStatus own = status;
    if (companion == null) {
      return own;
    }
    QueryStatus.Builder now = companion.status().with().restarts(own.restarts());
    return (own.lastError() == null ? now : now.lastError(own.lastError(), own.lastErrorAt()))
        .build();
  }

  /** Ends it; it is not started again. */
  synchronized void stop() {
    stopped = true;
    release();
  }

  private void failed(Throwable failure) {
    Instant now = clock.instant();
    failures++;
    notBefore = now.plus(backOff.after(failures));
    LOG.error(
        "{} failed, landing goes on; it is started again at {}", plan.name(), notBefore, failure);
    release();
    status =
        status
            .with()
            .state(QueryState.RETRYING, now)
            .restarts(status.restarts() + 1)
            .lastError(message(failure), now)
            .build();
  }

  private void forgetFailures() {
    if (failures > 0 && startedAt.plus(backOff.longest()).isBefore(clock.instant())) {
      failures = 0;
    }
  }

  private void release() {
    shown = null;
    FeedCompanion ending = running;
    running = null;
    if (ending == null) {
      return;
    }
    try {
      ending.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception | LinkageError e) {
      LOG.warn("{} did not end in good order: {}", plan.name(), e.toString());
    }
  }

  private static String message(Throwable failure) {
    String said = failure.getMessage();
    return said == null ? failure.toString() : said.lines().findFirst().orElse(failure.toString());
  }
}
