package io.millrace.streaming;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.AcceptedGaps;
import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.Landing;
import io.millrace.model.landing.LandingState;
import io.millrace.model.landing.LandingState.Fenced;
import io.millrace.model.landing.LandingState.Ready;
import io.millrace.model.landing.Resume;
import io.millrace.model.landing.StagedBatch;
import io.millrace.model.landing.StagedCompaction;
import io.millrace.model.landing.StagedDrop;
import io.millrace.model.landing.TopicPositions;
import io.millrace.model.landing.TopicState;
import io.millrace.streaming.BatchStager.Staged;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
  private final GapOrder gapOrder;
  private final LogRetention retention;
  private final LandingMeter meter;
  private final Clock clock;
  private LandingState state;
  private boolean stopping;
  private boolean held;
  private Optional<Duration> publishedIn = Optional.empty();

  FeedLander(
      DeclarationInUse declaration,
      Landing landing,
      BatchStager stager,
      HourCloser closer,
      HourFolders folders,
      GapOrder gapOrder,
      LogRetention retention,
      LandingMeter meter,
      Clock clock,
      String attempt) {
    this.declaration = declaration;
    this.landing = landing;
    this.stager = stager;
    this.closer = closer;
    this.folders = folders;
    this.gapOrder = gapOrder;
    this.retention = retention;
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
   * Where reading goes on behind the log. Gaps that an operator has accepted are recorded first,
   * and the order is gone afterwards.
   *
   * @param topic as it is now
   * @throws io.millrace.model.landing.LandingStoppedException if there is a gap that nobody
   *     accepted
   */
  synchronized TopicPositions resume(TopicState topic) {
    Resume resume = Resume.after(ready().last(), topic);
    Optional<String> order = gapOrder.id();
    if (order.isPresent() && gapOrder.followed(order.get())) {
      LOG.info("feed {}: the order {} to accept gaps was followed before", name(), order.get());
      gapOrder.done();
      order = Optional.empty();
    }
    if (order.isEmpty()) {
      resume.requireNoGap(name(), topic.topic());
    } else {
      if (resume.gaps().isEmpty()) {
        LOG.info("feed {}: there is no gap to accept", name());
      } else {
        AcceptedGaps accepted = new AcceptedGaps(order.get(), resume.gaps(), resume.positions());
        state = landing.settle(landing.offer(ready(), accepted));
        LOG.warn("feed {}: accepted, and left out for good: {}", name(), ready().last().gaps());
      }
      gapOrder.done();
    }
    if (!resume.newPartitions().isEmpty()) {
      LOG.info("feed {}: new partitions {}, read from 0", name(), resume.newPartitions());
    }
    return resume.positions();
  }

  /**
   * Says that the topic still has what comes next.
   *
   * @throws io.millrace.model.landing.LandingStoppedException if it does not
   */
  synchronized void requireNoGap(TopicState topic) {
    Resume.after(ready().last(), topic).requireNoGap(name(), topic.topic());
  }

  private String name() {
    return declaration.current().feed().name();
  }

  /** Lands one micro-batch that is of no topic. */
  void land(Dataset<Row> batch) {
    land(batch, () -> TopicPositions.NONE);
  }

  /**
   * Lands one micro-batch.
   *
   * @param origin the topic that the batch was read from, and where reading of it began; asked once
   *     the batch has been read, so that no record of another topic is taken for one of this
   * @throws FencedException if another driver owns the feed
   * @throws io.millrace.model.landing.LandingStoppedException if going on could lose or double
   *     records
   */
  synchronized void land(Dataset<Row> batch, Supplier<TopicPositions> origin) {
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
    StagedBatch offered = staged.batch().get().from(origin.get()).after(publishedIn);
    LandingState decided = landing.step(landing.offer(ready, offered));
    Instant decidedAt = clock.instant();
    state = landing.settle(decided);
    CommitRecord last = ready().last();
    if (last.seq() > ready.last().seq()) {
      publishedIn = Optional.of(Duration.between(decidedAt, clock.instant()));
    }
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
        batch,
        declaration.current(),
        ready.last().keptFrom(),
        ready.last().seq() + 1,
        ready.attempt(),
        closer::isClosed);
  }

  /** Takes up a newer declaration if there is one; the next batch is landed with it. */
  synchronized void renew() {
    if (!stopping) {
      declaration.renew();
    }
  }

  /** Brings the commit log into fewer files, beside batches. */
  void tidyLog() {
    landing.tidy();
  }

  /** Drops some of what is kept no longer, if retention has ordered it; the next call goes on. */
  synchronized void drop() {
    if (stopping || !(state instanceof Ready claimed)) {
      return;
    }
    Optional<StagedDrop> staged =
        retention.next(
            DroppableTable.landed(declaration.current().feed()), claimed.last().keptFrom());
    if (staged.isEmpty()) {
      return;
    }
    state = landing.offer(claimed, staged.get());
    state = landing.settle(state);
    CommitRecord last = ready().last();
    LOG.info(
        "feed {}: record {} dropped {} partitions; raw is kept from {} on, quarantine from {}",
        name(),
        last.seq(),
        staged.get().drop().partitions().size(),
        last.rawKeptFrom(),
        last.quarantineKeptFrom());
  }

  /** Closes what can be closed. */
  synchronized void closeHours(Supplier<Map<Integer, Long>> endOffsets) {
    if (!stopping && state instanceof Ready ready) {
      closer.closeRuns(ready.last());
      closer.closeLive(feed(), ready.last(), endOffsets).ifPresent(meter::watermark);
    }
  }

  /** Returns once no batch is under way; none begins until {@link #release}. */
  synchronized void hold() {
    held = true;
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
