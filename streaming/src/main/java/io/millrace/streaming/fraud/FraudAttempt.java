package io.millrace.streaming.fraud;

import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.fraud.RulesInEffect;
import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.QueryStatus;
import io.millrace.streaming.live.LiveQuery;
import io.millrace.streaming.live.QueryMeter;
import io.millrace.streaming.live.ReadProgress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The evaluation of payments from a taking of the lease on. Each batch is published once, by one
 * transaction that also says how far payments are read and what the accounts are then; so an
 * attempt ends with its first failure, and another begins from what is committed.
 */
final class FraudAttempt implements LiveQuery.Attempt {

  private static final Logger LOG = LoggerFactory.getLogger(FraudAttempt.class);
  private static final Duration BETWEEN_WORDS = Duration.ofMinutes(1);

  private final String name;
  private final FraudResources resources;
  private final ReadProgress progress;
  private final Clock clock;
  private final QueryMeter meter = new QueryMeter();
  private final FraudTally tally = new FraudTally();
  private final Instant since;
  private final Map<Integer, Long> published;
  private final RulePromotion rules;
  private final Map<Integer, Long> promotions;
  private StreamingQuery query;
  private Instant saidAt;
  private String said = "";
  private volatile RuntimeException failure;
  private volatile QueryStatus status;

  /**
   * @param start for each partition the offset to begin at
   * @param rules by which it evaluates
   * @param inEffect by which rules partitions were evaluated last
   */
  FraudAttempt(
      String name,
      FraudResources resources,
      ReadProgress progress,
      Map<Integer, Long> start,
      RulePromotion rules,
      List<RulesInEffect> inEffect,
      Clock clock) {
    this.name = name;
    this.resources = resources;
    this.progress = progress;
    this.clock = clock;
    this.published = new ConcurrentSkipListMap<>(start);
    this.rules = rules;
    this.promotions = new TreeMap<>();
    inEffect.forEach(last -> promotions.put(last.partition(), last.promotion()));
    this.since = clock.instant();
    this.saidAt = since;
    this.status = QueryStatus.of(name, QueryState.STARTING, since).build();
  }

  void runs(StreamingQuery started) {
    query = started;
  }

  /** Takes a batch of the query and publishes it. */
  void take(Dataset<Row> rows) {
    List<Outcome> batch =
        rows.collectAsList().stream().map(Outcome::of).sorted(Outcome.ORDER).toList();
    try {
      publish(batch);
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  private void publish(List<Outcome> batch) {
    Map<Integer, Long> until = new TreeMap<>();
    progress.value().forEach((partition, read) -> until.put(partition, read.untilOffset()));
    batch.forEach(this::requireNew);
    List<RulesInEffect> begun = begun(batch);
    ConsumerGroupMetadata member = resources.lease().member();
    try {
      resources.publisher().publish(batch, begun, until, member);
    } catch (LeaseLostException e) {
      // another driver came or went: the group has a new generation, and this is still a member
      resources.publisher().publish(batch, begun, until, resources.lease().rejoin(member));
    }
    begun.forEach(now -> promotions.put(now.partition(), now.promotion()));
    published.putAll(until);
    batch.forEach(tally::take);
  }

  @Override
  public boolean isOutdated() {
    return resources.rules().hasOthersThan(rules);
  }

  @Override
  public void tick() throws StreamingQueryException {
    if (failure != null) {
      throw failure;
    }
    if (query.exception().isDefined()) {
      // whoever takes the topics over also removes this driver's scratch
      resources.publisher().publish(List.of(), List.of(), published, resources.lease().member());
      throw query.exception().get();
    }
    resources.lease().renew();
    meter.take(query.recentProgress());
    tell();
  }

  @Override
  public QueryStatus status() {
    return status;
  }

  @Override
  public void stop() throws Exception {
    abandon();
    LOG.info("{}: {}", name, tally);
  }

  @Override
  public void abandon() throws Exception {
    try (resources) {
      if (query != null) {
        query.stop();
      }
    }
  }

  /** Where the batch has a partition's first score by these rules. */
  private List<RulesInEffect> begun(List<Outcome> batch) {
    Map<Integer, RulesInEffect> begun = new TreeMap<>();
    for (Outcome outcome : batch) {
      int partition = outcome.partition();
      if (outcome.kind() == Outcome.Kind.SCORE
          && !Objects.equals(promotions.get(partition), rules.place())) {
        begun.putIfAbsent(
            partition,
            new RulesInEffect(rules.version(), rules.place(), partition, outcome.offset()));
      }
    }
    return List.copyOf(begun.values());
  }

  /** What was published is evaluated by nobody again. */
  private void requireNew(Outcome outcome) {
    Long from = published.get(outcome.partition());
    if (outcome.kind() != Outcome.Kind.COUNT && from != null && outcome.offset() < from) {
      throw new IllegalStateException(
          "%s: a batch has %s, but payments are published up to %d".formatted(name, outcome, from));
    }
  }

  private void tell() {
    Instant now = clock.instant();
    Map<Integer, Long> ends = resources.source().endOffsets();
    QueryStatus.Builder told =
        QueryStatus.of(name, QueryState.RUNNING, since)
            .recordsPerSecond(meter.recordsPerSecond())
            .stored(meter.stateRows(), meter.stateBytes());
    told.lag(
        ends.entrySet().stream()
            .mapToLong(
                end -> Math.max(0, end.getValue() - published.getOrDefault(end.getKey(), 0L)))
            .sum());
    String words = tally.toString();
    if (!words.equals(said) && now.isAfter(saidAt.plus(BETWEEN_WORDS))) {
      LOG.info("{}: {}", name, words);
      said = words;
      saidAt = now;
    }
    status = (meter.batch() < 0 ? told : told.batch(meter.batch())).build();
  }

  /** What it has published. */
  FraudTally tally() {
    return tally;
  }
}
