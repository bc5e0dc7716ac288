package io.millrace.streaming.fraud;

import io.millrace.model.live.LiveRow;
import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.QueryStatus;
import io.millrace.streaming.PartitionCatalog;
import io.millrace.streaming.live.LiveCommitter;
import io.millrace.streaming.live.LiveQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings what is committed on the topics of scores and alerts into their tables. The log's newest
 * record says from where on the topics are not in the tables yet, so each row is there once.
 */
final class FraudTablesAttempt implements LiveQuery.Attempt {

  /** Rows that are held at most, beside those of one poll. */
  private static final int MOST_HELD = 50_000;

  private static final Duration LONGEST_POLL = Duration.ofMillis(100);
  private static final Duration LONGEST_TICK = Duration.ofMillis(500);

  private final String name;
  private final OutputReader reader;
  private final LiveCommitter committer;
  private final PartitionCatalog catalog;
  private final Duration commitInterval;
  private final Clock clock;
  private final Instant since;
  private List<LiveRow> rows = new ArrayList<>();
  private Instant committedAt;
  private volatile QueryStatus status;

  FraudTablesAttempt(
      String name,
      OutputReader reader,
      LiveCommitter committer,
      PartitionCatalog catalog,
      Duration commitInterval,
      Clock clock) {
    this.name = name;
    this.reader = reader;
    this.committer = committer;
    this.catalog = catalog;
    this.commitInterval = commitInterval;
    this.clock = clock;
    this.since = clock.instant();
    this.committedAt = since;
    this.status = QueryStatus.of(name, QueryState.STARTING, since).build();
  }

  @Override
  public void tick() {
    committer.drop();
    Instant start = clock.instant();
    boolean more = true;
    while (more && rows.size() < MOST_HELD && clock.instant().isBefore(start.plus(LONGEST_TICK))) {
      List<LiveRow> next = reader.next(LONGEST_POLL);
      rows.addAll(next);
      more = !next.isEmpty();
    }
    Instant now = clock.instant();
    if (rows.size() >= MOST_HELD || !now.isBefore(committedAt.plus(commitInterval))) {
      commit(now);
    }
    status =
        QueryStatus.of(name, QueryState.RUNNING, since)
            .lag(reader.lag())
            .late(committer.tooOld())
            .build();
  }

  @Override
  public QueryStatus status() {
    return status;
  }

  @Override
  public void stop() {
    try (reader;
        catalog) {
      commit(clock.instant());
    }
  }

  @Override
  public void abandon() {
    try (reader;
        catalog) {
      rows = new ArrayList<>();
    }
  }

  private void commit(Instant now) {
    committedAt = now;
    if (rows.isEmpty()) {
      return;
    }
    // a log knows its records by time, and takes a later one only
    Instant until =
        committer
            .finalUntil()
            .map(last -> last.plusMillis(1))
            .filter(least -> least.isAfter(now))
            .orElse(now);
    committer.commit(rows, until, reader.positions());
    rows = new ArrayList<>();
  }
}
