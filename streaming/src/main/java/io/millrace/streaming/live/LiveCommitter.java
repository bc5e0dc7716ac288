package io.millrace.streaming.live;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.Landing;
import io.millrace.model.landing.LandingState;
import io.millrace.model.landing.LandingState.Fenced;
import io.millrace.model.landing.LandingState.Ready;
import io.millrace.model.landing.LandingStore;
import io.millrace.model.landing.StagedDrop;
import io.millrace.model.landing.StagedWindows;
import io.millrace.model.landing.TopicOffset;
import io.millrace.model.live.LiveRow;
import io.millrace.streaming.FencedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One driver's commits of final rows to {@code live.*}, each row exactly once for a Hive reader. It
 * goes by landing's protocol in a log of its own, whose newest record says up to when all windows
 * are final and from where the others can be computed again.
 *
 * <p>For one thread at a time.
 */
public final class LiveCommitter {

  private static final Logger LOG = LoggerFactory.getLogger(LiveCommitter.class);

  private final String log;
  private final LandingStore store;
  private final LiveRetention retention;
  private final Landing landing;
  private final FinalFiles files;
  private final Clock clock;
  private final long claim;
  private LandingState state;
  private long tooOld;

  private LiveCommitter(
      LiveLog log, Landing landing, FinalFiles files, Clock clock, LandingState state) {
    this.log = log.paths().feed();
    this.store = log.store();
    this.retention = log.retention();
    this.landing = landing;
    this.files = files;
    this.clock = clock;
    this.state = state;
    this.claim = ready().last().seq();
  }

  /**
   * Claims the log and finishes what a predecessor decided.
   *
   * @param attempt the driver's own name, unique per attempt
   * @throws FencedException if another driver was faster
   */
  public static LiveCommitter open(
      LiveLog log, Configuration configuration, Clock clock, String attempt) {
    Landing landing = new Landing(log.store(), clock);
    LiveCommitter committer =
        new LiveCommitter(
            log,
            landing,
            new FinalFiles(log.paths(), configuration),
            clock,
            landing.settle(new LandingState.Starting(attempt)));
    LOG.info(
        "live log {}: claimed with sequence number {}, final until {}",
        committer.log,
        committer.claim,
        committer.finalUntil());
    return committer;
  }

  /** The sequence number of this driver's claim, greater than that of any driver before it. */
  public long claim() {
    return claim;
  }

  /** Every window that ends at or before it is committed; empty before the first commit. */
  public Optional<Instant> finalUntil() {
    return Optional.ofNullable(ready().last().finalUntil());
  }

  /** From where the topics must be read to compute all later windows; empty at first. */
  public List<TopicOffset> rebuildFrom() {
    return ready().last().rebuildFrom();
  }

  /**
   * Commits rows. If it throws, they are committed or not; a successor's log says which. Rows of
   * days that retention has dropped are in no table; the record of the commit counts them.
   *
   * @param rows all final rows since the last commit
   * @param finalUntil every window that ends at or before it is among the rows, or was in an
   *     earlier commit; if that was said before, nothing is committed
   * @throws FencedException if another driver owns the log; nothing was committed
   */
  public void commit(List<LiveRow> rows, Instant finalUntil, List<TopicOffset> rebuildFrom) {
    Ready ready = ready();
    CommitRecord last = ready.last();
    Instant start = clock.instant();
    KeptRows kept = KeptRows.of(rows, last.keptFrom());
    StagedWindows staged =
        new StagedWindows(
            files.write(kept.rows(), last.seq() + 1, ready.attempt()),
            kept.tooOld(),
            finalUntil,
            rebuildFrom,
            Duration.between(start, clock.instant()));
    state = landing.settle(landing.offer(ready, staged));
    landing.tidy();
    LOG.info(
        "live log {}: commit {} of {} rows, final until {}",
        log,
        ready().last().seq(),
        kept.rows().size(),
        finalUntil);
    if (!kept.tooOld().isEmpty() && ready().last().seq() > last.seq()) {
      tooOld += rows.size() - kept.rows().size();
      LOG.warn(
          "live log {}: {} rows of days that retention has dropped are in no table: {}",
          log,
          rows.size() - kept.rows().size(),
          kept.tooOld());
    }
  }

  /** How many rows came for days that retention had dropped, since it was opened. */
  public long tooOld() {
    return tooOld;
  }

  /**
   * Drops some of what is kept no longer, if retention has ordered it; the next call goes on.
   * Removes the files of what was dropped longer ago than the grace. If it throws, a successor
   * finishes it.
   *
   * @throws FencedException if another driver owns the log
   */
  public void drop() {
    Ready ready = ready();
    Optional<StagedDrop> staged = retention.next(ready.last().keptFrom());
    if (staged.isPresent()) {
      // what fails from here on is not ready for another commit: a successor has to finish it
      state = landing.offer(ready, staged.get());
      state = landing.settle(state);
      CommitRecord last = ready().last();
      LOG.info(
          "live log {}: record {} dropped {} partitions; kept from: {}",
          log,
          last.seq(),
          staged.get().drop().partitions().size(),
          last.liveKeptFrom());
    }
    retention.sweep();
  }

  /**
   * Looks whether the log is still this driver's.
   *
   * @throws FencedException if another driver has taken it over
   */
  public void requireOwned() {
    CommitRecord mine = ready().last();
    store
        .last()
        .filter(last -> last.seq() > mine.seq())
        .ifPresent(
            last -> {
              throw new FencedException(log, last.seq());
            });
  }

  private Ready ready() {
    if (state instanceof Fenced fenced) {
      throw new FencedException(log, fenced.seq());
    }
    if (state instanceof Ready ready) {
      return ready;
    }
    throw new IllegalStateException("live log " + log + " is not ready: " + state);
  }
}
