package io.millrace.streaming.health;

import io.millrace.model.health.ArrivalClock;
import io.millrace.model.health.HealthFold;
import io.millrace.model.health.HealthView;
import io.millrace.model.health.HealthWindow;
import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.TopicOffset;
import io.millrace.model.live.LiveMetricJson;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.WindowRow;
import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.QueryStatus;
import io.millrace.streaming.FeedCompanion;
import io.millrace.streaming.HdfsFiles;
import io.millrace.streaming.LogTail;
import io.millrace.streaming.LogTail.Published;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows a feed's commit log, tells each window of its health as it changes, and commits it once
 * when it is final.
 */
final class FeedHealth implements FeedCompanion {

  /** What stands for the topic in the live log: its offsets are numbers of the commit log. */
  static final String COMMIT_LOG = "ops.landing_commits";

  private static final Duration SKEW = Duration.ofSeconds(2);
  private static final int CLAIM_SHIFT = 32;

  /**
   * When things are told.
   *
   * @param revise an open window that changes is told at most this often
   * @param commit how often final windows go to the table
   */
  record Pace(Duration revise, Duration commit) {}

  private final String feed;
  private final LogTail tail;
  private final HealthFold fold;
  private final HealthSurroundings surroundings;
  private final LiveMetricJson json;
  private final Pace pace;
  private final Clock clock;
  private final ArrivalClock arrivals = new ArrivalClock(SKEW);
  private final List<LiveRow> finals = new ArrayList<>();
  private final Instant since;
  private Optional<CommitRecord> last;
  private Optional<Instant> passed = Optional.empty();
  private Instant revisedAt = Instant.MIN;
  private Instant committedAt;
  private long revision;
  private volatile QueryStatus status;

  private FeedHealth(
      String feed,
      LogTail tail,
      HealthFold fold,
      Optional<CommitRecord> last,
      HealthSurroundings surroundings,
      Pace pace,
      Clock clock) {
    this.feed = feed;
    this.tail = tail;
    this.fold = fold;
    this.last = last;
    this.surroundings = surroundings;
    this.json = new LiveMetricJson(feed);
    this.pace = pace;
    this.clock = clock;
    this.since = clock.instant();
    this.committedAt = since;
    this.revision = surroundings.committer().claim() << CLAIM_SHIFT;
    this.status = status(0);
  }

  /**
   * Goes on where the log of final windows ends; without one, with the next window that begins.
   *
   * @param paths of the feed's landing
   * @param surroundings closed with this
   */
  static FeedHealth begin(
      HdfsFiles files,
      LandingPaths paths,
      HealthSurroundings surroundings,
      Pace pace,
      Clock clock) {
    Optional<Instant> finalUntil = surroundings.committer().finalUntil();
    long first =
        finalUntil.isPresent()
            ? surroundings.committer().rebuildFrom().get(0).offset()
            : LogTail.newestPublished(files, paths) + 1;
    LogTail tail = new LogTail(files, paths, first);
    return new FeedHealth(
        paths.feed(),
        tail,
        new HealthFold(finalUntil.orElseGet(clock::instant)),
        first == 1 ? Optional.empty() : Optional.of(tail.record(first - 1)),
        surroundings,
        pace,
        clock);
  }

  @Override
  public void tick() {
    surroundings.committer().drop();
    for (Published published : tail.next()) {
      fold.take(published.record(), published.visibleAt());
      last = Optional.of(published.record());
    }
    Instant now = clock.instant();
    // asked for after the log was read: what has landed meanwhile only holds windows open
    Map<Integer, Long> ends = surroundings.topicEnds().get();
    passed = arrivals.passed(last, ends, now);
    passed.ifPresent(this::close);
    if (!now.isBefore(revisedAt.plus(pace.revise()))) {
      revisedAt = now;
      fold.changed().forEach(window -> tell(HealthView.openRow(feed, window, ++revision)));
      surroundings.metrics().retry();
    }
    if (!finals.isEmpty() && !now.isBefore(committedAt.plus(pace.commit()))) {
      commit();
    }
    status = status(lag(ends));
  }

  @Override
  public QueryStatus status() {
    return status;
  }

  /** Commits what is final. */
  @Override
  public void stop() {
    try (surroundings) {
      if (!finals.isEmpty()) {
        commit();
      }
    }
  }

  private void close(Instant until) {
    Instant now = clock.instant();
    for (HealthWindow window : fold.close(until)) {
      WindowRow row = HealthView.finalRow(feed, window, ++revision);
      finals.add(row.toLiveRow(now));
      tell(row);
    }
  }

  private void tell(WindowRow row) {
    String value = json.write(row, passed, clock.instant());
    if (row.isFinal()) {
      surroundings.metrics().last(row.key(), value);
    } else {
      surroundings.metrics().revision(row.key(), value);
    }
  }

  private void commit() {
    surroundings
        .committer()
        .commit(
            List.copyOf(finals),
            fold.closedUntil(),
            List.of(new TopicOffset(COMMIT_LOG, 0, fold.firstNeeded())));
    finals.clear();
    committedAt = clock.instant();
  }

  private long lag(Map<Integer, Long> ends) {
    Map<Integer, Long> read = last.map(CommitRecord::endsByPartition).orElse(Map.of());
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - read.getOrDefault(end.getKey(), 0L)))
        .sum();
  }

  private QueryStatus status(long lag) {
    QueryStatus.Builder builder =
        QueryStatus.of("health-" + feed, QueryState.RUNNING, since)
            .batch(last.map(CommitRecord::seq).orElse(0L))
            .lag(lag)
            .late(fold.overdue());
    passed.ifPresent(builder::watermark);
    return builder.build();
  }
}
