package io.millrace.streaming.fraud;

import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.landing.TopicOffset;
import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.QueryStatus;
import io.millrace.streaming.PartitionCatalog;
import io.millrace.streaming.TopicOffsets;
import io.millrace.streaming.live.LiveCommitter;
import io.millrace.streaming.live.LiveQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The second stage while the rules in effect have none. It reads no scores, and notes now and then
 * how far there are any, so that who comes after other rules were promoted need not read them.
 */
final class SecondStageRest implements LiveQuery.Attempt {

  private static final Duration BETWEEN_NOTES = Duration.ofMinutes(10);

  private final String topic;
  private final TopicOffsets scores;
  private final RulesTopic rules;
  private final PartitionCatalog catalog;
  private final LiveCommitter committer;
  private final Clock clock;
  private final Optional<RulePromotion> inEffect;
  private final QueryStatus status;
  private Instant due;

  /**
   * @param topic of scores
   * @param scores its offsets
   * @param inEffect of the rules, those that it rests on
   */
  SecondStageRest(
      String name,
      String topic,
      TopicOffsets scores,
      RulesTopic rules,
      Optional<RulePromotion> inEffect,
      PartitionCatalog catalog,
      LiveCommitter committer,
      Clock clock) {
    this.topic = topic;
    this.scores = scores;
    this.rules = rules;
    this.catalog = catalog;
    this.committer = committer;
    this.clock = clock;
    this.inEffect = inEffect;
    this.due = clock.instant();
    this.status = QueryStatus.of(name, QueryState.RUNNING, due).lag(0).build();
  }

  @Override
  public void tick() {
    committer.drop();
    Instant now = clock.instant();
    if (now.isBefore(due)) {
      return;
    }
    List<TopicOffset> ends =
        scores.latest().entrySet().stream()
            .map(end -> new TopicOffset(topic, end.getKey(), end.getValue()))
            .toList();
    // read to its end afterwards: no score before these ends is by rules that were promoted since
    if (rules.inEffect().equals(inEffect)) {
      // nothing becomes final by it, but a log takes a later time only
      committer.commit(List.of(), committer.finalUntil().orElse(Instant.EPOCH).plusMillis(1), ends);
    }
    due = now.plus(BETWEEN_NOTES);
  }

  @Override
  public boolean isOutdated() {
    return !rules.latest().equals(inEffect);
  }

  @Override
  public QueryStatus status() {
    return status;
  }

  @Override
  public void stop() {
    try (scores;
        rules) {
      catalog.close();
    }
  }

  @Override
  public void abandon() {
    stop();
  }
}
