package io.millrace.streaming;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.Landing;
import io.millrace.model.landing.LandingState;
import io.millrace.model.landing.LandingState.Fenced;
import io.millrace.model.landing.LandingState.Ready;
import io.millrace.model.landing.StagedCompaction;
import io.millrace.streaming.BatchStager.Staged;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One driver's landing of one feed. Batches and housekeeping exclude each other, so that no hour
 * closes while a batch is about to add to it.
 */
final class FeedLander {

  private static final Logger LOG = LoggerFactory.getLogger(FeedLander.class);

  private static final Duration INTERRUPTED_WITHIN = Duration.ofSeconds(2);

  private final DeclarationInUse declaration;
  private final Landing landing;
  private final BatchStager stager;
  private final HourCloser closer;
  private final HourFolders folders;
  private final LandingMeter meter;
  private final Clock clock;
  private LandingState state;
  private boolean stopping;
  private boolean held;

  FeedLander(
      DeclarationInUse declaration,
      Landing landing,
      BatchStager stager,
      HourCloser closer,
      HourFolders folders,
      LandingMeter meter,
      Clock clock,
      String attempt) {
    this.declaration = declaration;
    this.landing = landing;
    this.stager = stager;
    this.closer = closer;
    this.folders = folders;
    this.meter = meter;
    this.clock = clock;
    this.state = new LandingState.Starting(attempt);
  }

  /** The feed as it is declared now; its name and its topic never change. */
  synchronized Feed feed() {
    return declaration.current().feed();
  }

  LandingMeter meter() {
    return meter;
  }

  /** What the records are taken for now. */
  synchronized Declaration declaration() {
    return declaration.current();
  }

  /** Claims the feed and finishes what a predecessor decided. */
  synchronized CommitRecord takeOver() {
    state = landing.settle(state);
    declaration.announce();
    CommitRecord last = ready().last();
    meter.claimed(last);
    LOG.info(
        "feed {}: claimed with sequence number {}, at {}", feed().name(), last.seq(), last.ends());
    return last;
  }

  /**
   * Lands one micro-batch.
   *
   * @throws FencedException if another driver owns the feed
   * @throws io.millrace.model.landing.LandingStoppedException if going on could lose or double
   *     records
   */
  synchronized void land(Dataset<Row> batch) {
    awaitOpen();
    Instant begun = clock.instant();
    Ready ready = ready();
    Staged staged = stage(batch, ready);
    // What is merely newer than the declaration in use is not for quarantine.
    while (staged.unknownSchemas() > 0 && declaration.renew()) {
      staged = stage(batch, ready);
    }
    if (staged.batch().isEmpty()) {
      return;
    }
    state = landing.settle(landing.offer(ready, staged.batch().get()));
    CommitRecord last = ready().last();
    meter.landed(last, Duration.between(begun, clock.instant()));
    folders.published(last);
    LOG.info(
        "feed {}: batch {} landed {} and quarantined {} records, staged in {} ms",
        feed().name(),
        last.seq(),
        last.rowsLanded(),
        last.rowsQuarantined(),
        last.stagedMs());
  }

  /**
   * Moves readers from an hour's files to others with the same rows.
   *
   * @return false if the hour is another one than was read, or the feed is stopping
   * @throws FencedException if another driver owns the feed
   */
  synchronized boolean replace(StagedCompaction staged) {
    if (stopping) {
      return false;
    }
    LandingState offered = landing.offer(ready(), staged);
    if (offered instanceof Ready) {
      return false;
    }
    // what fails from here on is not ready for another batch: a successor has to finish it
    state = offered;
    state = landing.settle(state);
    folders.published(ready().last());
    return true;
  }

  private Staged stage(Dataset<Row> batch, Ready ready) {
    return stager.stage(
        batch, declaration.current(), ready.last().seq() + 1, ready.attempt(), closer::isClosed);
  }

  /** Takes up a newer declaration if there is one; the next batch is landed with it. */
  synchronized void renew() {
    if (!stopping) {
      declaration.renew();
    }
  }

  /** Closes what can be closed. */
  synchronized void closeHours(Supplier<Map<Integer, Long>> endOffsets) {
    if (!stopping && state instanceof Ready ready) {
      closer.closeRuns(ready.last());
      closer.closeLive(feed(), ready.last(), endOffsets).ifPresent(meter::watermark);
    }
  }

  /**
   * Returns once no batch is under way; none begins until {@link #release}.
   *
   * @return the commit log's newest record
   */
  synchronized CommitRecord hold() {
    held = true;
    return ready().last();
  }

  /** Lets batches begin again. */
  synchronized void release() {
    held = false;
    notifyAll();
  }

  /** Returns once no batch is under way; none begins any more. */
  synchronized void stop() {
    stopping = true;
    held = true;
  }

  /**
   * A query that is being stopped may still want to land a batch. It waits here until the stop
   * interrupts it, so that it ends without a failure. The interrupt may have come before and been
   * swallowed (Hadoop does so where it runs a program for a local file), and the stop waits for the
   * query: hence not for ever.
   */
  private void awaitOpen() {
    long deadline = System.nanoTime() + INTERRUPTED_WITHIN.toNanos();
    while (held) {
      try {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new InterruptedException();
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        // the kind of exception that Spark takes for the end that it asked for
        throw new UncheckedIOException(new InterruptedIOException("the feed is held"));
      }
    }
  }

  private Ready ready() {
    if (state instanceof Fenced fenced) {
      throw new FencedException(feed().name(), fenced.seq());
    }
    if (state instanceof Ready ready) {
      return ready;
    }
    throw new IllegalStateException("feed " + feed().name() + " is not ready: " + state);
  }
}
