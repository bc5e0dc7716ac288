package io.millrace.streaming.live;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.Landing;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingState;
import io.millrace.model.landing.LandingState.Fenced;
import io.millrace.model.landing.LandingState.Ready;
import io.millrace.model.landing.LandingStore;
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
  private final Landing landing;
  private final FinalFiles files;
  private final Clock clock;
  private final long claim;
  private LandingState state;

  private LiveCommitter(
      String log,
      LandingStore store,
      Landing landing,
      FinalFiles files,
      Clock clock,
      LandingState state) {
    this.log = log;
    this.store = store;
    this.landing = landing;
    this.files = files;
    this.clock = clock;
    this.state = state;
    this.claim = ready().last().seq();
  }

  /**
   * Claims the log and finishes what a predecessor decided.
   *
   * @param paths of a live log
   * @param attempt the driver's own name, unique per attempt
   * @throws FencedException if another driver was faster
   */
  public static LiveCommitter open(
      LandingPaths paths,
      LandingStore store,
      Configuration configuration,
      Clock clock,
      String attempt) {
    Landing landing = new Landing(store, clock);
    LiveCommitter committer =
        new LiveCommitter(
            paths.feed(),
            store,
            landing,
            new FinalFiles(paths, configuration),
            clock,
            landing.settle(new LandingState.Starting(attempt)));
    LOG.info(
        "live log {}: claimed with sequence number {}, final until {}",
        paths.feed(),
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
   * Commits rows. If it throws, they are committed or not; a successor's log says which.
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
    StagedWindows staged =
        new StagedWindows(
            files.write(rows, last.seq() + 1, ready.attempt()),
            finalUntil,
            rebuildFrom,
            Duration.between(start, clock.instant()));
    state = landing.settle(landing.offer(ready, staged));
    landing.tidy();
    LOG.info(
        "live log {}: commit {} of {} rows, final until {}",
        log,
        ready().last().seq(),
        rows.size(),
        finalUntil);
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
