package io.millrace.streaming.fraud;

import io.millrace.model.fraud.FraudRows;
import io.millrace.model.fraud.second.SecondAlert;
import io.millrace.model.fraud.second.SecondAlertRows;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.LiveViews;
import io.millrace.model.run.RunRecord;
import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.QueryStatus;
import io.millrace.streaming.fraud.PaymentReader.Found;
import io.millrace.streaming.live.LiveCommitter;
import io.millrace.streaming.live.LiveQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second stage from a claim of its log on: live payments as their scores come, rules over those
 * of a merchant, and the commits of alerts that nothing changes any more. What it holds is read
 * again by another, from where the log says.
 */
final class SecondStageAttempt implements LiveQuery.Attempt {

  private static final Logger LOG = LoggerFactory.getLogger(SecondStageAttempt.class);

  /** While so many payments wait, only the slowest partition is read. */
  private static final int MANY_WAITING = 100_000;

  /** How long the log may say less than is final, where there are no alerts. */
  private static final Duration BETWEEN_COMMITS_OF_NONE = Duration.ofMinutes(5);

  private static final Duration LONGEST_POLL = Duration.ofMillis(100);
  private static final Duration LONGEST_TICK = Duration.ofMillis(500);

  private final String name;
  private final SecondStageResources resources;
  private final LiveCommitter committer;
  private final SecondStageRules rules;
  private final SecondStages stages;
  private final Duration commitInterval;
  private final Runnable resting;
  private final Clock clock;
  private final Instant since;
  private final List<LiveRow> rows = new ArrayList<>();

  /** Alerts on payments before then are in the table. */
  private final long toldUntil;

  /** When the latest payment was made that the rules here have a say on. */
  private long latest = Long.MIN_VALUE;

  private Instant finalUntil;
  private Instant committedAt;
  private Instant saidAt;
  private String lacking;
  private long missing;
  private volatile QueryStatus status;

  /**
   * @param resting run when all is told of the sets with such rules, and none is in effect
   */
  SecondStageAttempt(
      String name,
      SecondStageResources resources,
      LiveCommitter committer,
      SecondStageRules rules,
      Duration commitInterval,
      Runnable resting,
      Clock clock) {
    this.name = name;
    this.resources = resources;
    this.committer = committer;
    this.rules = rules;
    this.stages = rules.stages();
    this.commitInterval = commitInterval;
    this.resting = resting;
    this.clock = clock;
    this.since = clock.instant();
    this.finalUntil = committer.finalUntil().orElse(Instant.MIN);
    this.toldUntil = committer.finalUntil().map(SecondStageAttempt::micros).orElse(Long.MIN_VALUE);
    this.committedAt = since;
    this.saidAt = since;
    this.status = QueryStatus.of(name, QueryState.STARTING, since).build();
  }

  @Override
  public void tick() {
    committer.drop();
    Instant start = clock.instant();
    boolean more = true;
    while (more && lacking == null && clock.instant().isBefore(start.plus(LONGEST_TICK))) {
      more = read();
    }
    if (lacking != null) {
      return;
    }
    Instant now = clock.instant();
    resources.times().watermark(now).ifPresent(watermark -> advance(watermark, now));
    if (!now.isBefore(committedAt.plus(commitInterval))) {
      commit(now, BETWEEN_COMMITS_OF_NONE);
    }
    QueryStatus.Builder told =
        QueryStatus.of(name, QueryState.RUNNING, since)
            .lag(resources.times().lag())
            .late(stages.late());
    status = (finalUntil.equals(Instant.MIN) ? told : told.watermark(finalUntil)).build();
  }

  /**
   * When a payment was evaluated by rules that it does not have: another begins with these where
   * the log ends. And when there are none any more to go by.
   */
  @Override
  public boolean isOutdated() {
    if (lacking != null) {
      return true;
    }
    boolean hasToldAll = latest == Long.MIN_VALUE || latest < micros(finalUntil);
    boolean rests = hasToldAll && resources.times().lag() == 0 && rules.rest(clock.instant());
    if (rests) {
      resting.run();
    }
    return rests;
  }

  @Override
  public QueryStatus status() {
    return status;
  }

  @Override
  public void stop() {
    try (resources) {
      commit(clock.instant(), Duration.ZERO);
    }
  }

  @Override
  public void abandon() {
    try (resources) {
      rows.clear();
    }
  }

  /** Reads what is there; false when that was nothing. */
  private boolean read() {
    ScoreTimes times = resources.times();
    resources
        .scores()
        .readOnly(stages.waiting() < MANY_WAITING ? times.partitions() : times.slowest());
    ConsumerRecords<byte[], byte[]> records = resources.scores().poll(LONGEST_POLL);
    List<Score> scores = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.headers().lastHeader(RunRecord.HEADER) == null) {
        resources.scores().row(record).ifPresent(row -> scores.add(new Score(record, row)));
      }
    }
    // without rules nobody asks what was paid
    Map<PaymentReader.Place, Found> payments =
        stages.isEmpty()
            ? Map.of()
            : resources.payments().read(scores.stream().map(Score::payment).toList());
    scores.forEach(score -> take(score, Optional.ofNullable(payments.get(score.payment()))));
    times.readUntil(resources.scores().positions(), clock.instant());
    return !records.isEmpty();
  }

  /** A record of a score, and its row. */
  private record Score(ConsumerRecord<byte[], byte[]> record, LiveRow row) {

    PaymentReader.Place payment() {
      return new PaymentReader.Place(FraudRows.partition(row), FraudRows.offset(row));
    }
  }

  private void take(Score score, Optional<Found> found) {
    long micros = score.row().micros();
    long kafkaMicros = found.map(Found::kafkaMicros).orElse(score.record().timestamp() * 1_000);
    if (LiveViews.isAhead(micros, kafkaMicros)) {
      return;
    }
    resources.times().read(score.record().partition(), score.record().offset(), micros);
    String version = FraudRows.ruleSet(score.row());
    rules.name(version);
    latest = stages.has(version) ? Math.max(latest, micros) : latest;
    if (micros >= micros(finalUntil) && rules.lack(version)) {
      lacking = version;
    }
    if (found.isPresent() && SecondAlertRows.isOf(score.row(), found.get().payment())) {
      stages.add(SecondAlertRows.payment(score.row(), found.get().payment()));
    } else if (!stages.isEmpty()) {
      missing++;
    }
  }

  private void advance(Instant watermark, Instant now) {
    Instant until = watermark.truncatedTo(ChronoUnit.MILLIS);
    for (SecondAlert<LiveRow> alert : stages.advance(micros(until))) {
      if (alert.payment().micros() >= toldUntil) {
        rows.add(SecondAlertRows.row(alert, now));
      }
    }
    finalUntil = until.isAfter(finalUntil) ? until : finalUntil;
  }

  /**
   * Commits what is final.
   *
   * @param ofNone how old the last commit must be for one without alerts
   */
  private void commit(Instant now, Duration ofNone) {
    committedAt = now;
    boolean isLater = committer.finalUntil().map(finalUntil::isAfter).orElse(true);
    if (finalUntil.equals(Instant.MIN)
        || !isLater
        || (rows.isEmpty() && now.isBefore(saidAt.plus(ofNone)))) {
      return;
    }
    saidAt = now;
    committer.commit(List.copyOf(rows), finalUntil, resources.times().rebuildFrom(finalUntil));
    LOG.info(
        "{}: {} final alerts committed; {} payments wait, {} came late, {} were gone",
        name,
        rows.size(),
        stages.waiting(),
        stages.late(),
        missing);
    rows.clear();
  }

  private static long micros(Instant time) {
    return time.equals(Instant.MIN)
        ? Long.MIN_VALUE
        : ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
