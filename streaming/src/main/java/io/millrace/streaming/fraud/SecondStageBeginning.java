package io.millrace.streaming.fraud;

import io.millrace.model.feed.Feed;
import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.landing.LiveWatermark;
import io.millrace.model.streaming.LiveSettings;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.PartitionCatalog;
import io.millrace.streaming.TopicOffsets;
import io.millrace.streaming.live.LiveCommitter;
import io.millrace.streaming.live.LiveQuery;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Goes on with the second stage where its log ends. */
final class SecondStageBeginning implements LiveQuery.Beginning {

  private final String name;
  private final Supplier<Declaration> declared;
  private final String brokers;
  private final FraudOutputs outputs;
  private final OutputLog log;
  private final LiveSettings settings;
  private final Clock clock;
  private final List<String> versions = new ArrayList<>();

  /** Whether an attempt has told all there was to tell before it rested. */
  private boolean hasToldAll;

  /**
   * @param declared payments
   * @param outputs of the hosts whose payments are looked at
   * @param log of the table of alerts
   */
  SecondStageBeginning(
      String name,
      Supplier<Declaration> declared,
      String brokers,
      FraudOutputs outputs,
      OutputLog log,
      LiveSettings settings,
      Clock clock) {
    this.name = name;
    this.declared = declared;
    this.brokers = brokers;
    this.outputs = outputs;
    this.log = log;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public List<Declaration> declarations() {
    return List.of(declared.get());
  }

  @Override
  public LiveQuery.Attempt attempt(List<Declaration> declarations) {
    PartitionCatalog catalog = log.catalog();
    try {
      RulesTopic topic = RulesTopic.open(name, brokers, outputs);
      try {
        return attempt(declarations.get(0), catalog, topic);
      } catch (RuntimeException e) {
        topic.close();
        throw e;
      }
    } catch (RuntimeException e) {
      catalog.close();
      throw e;
    }
  }

  private LiveQuery.Attempt attempt(
      Declaration declaration, PartitionCatalog catalog, RulesTopic topic) {
    SecondStageRules rules = new SecondStageRules(topic, versions);
    LiveCommitter committer = log.claim(catalog, clock);
    boolean isFirst = committer.finalUntil().isEmpty();
    // asked before whether to rest on them: those that are promoted meanwhile end the rest
    Optional<RulePromotion> known = topic.latest();
    hasToldAll &= rules.rest(clock.instant());
    if (hasToldAll || (isFirst && !rules.areInEffect())) {
      return new SecondStageRest(
          name,
          outputs.scores(),
          new TopicOffsets(brokers, outputs.scores()),
          topic,
          known,
          catalog,
          committer,
          clock);
    }
    return new SecondStageAttempt(
        name,
        open(declaration, catalog, topic, committer, rules.stages().lookBack()),
        committer,
        rules,
        settings.commit(),
        () -> hasToldAll = true,
        clock);
  }

  private SecondStageResources open(
      Declaration declaration,
      PartitionCatalog catalog,
      RulesTopic topic,
      LiveCommitter committer,
      Duration lookBack) {
    Feed feed = declaration.feed();
    OutputReader scores =
        OutputReader.open(
            name, brokers, outputs, List.of(outputs.scores()), committer.rebuildFrom());
    try {
      return new SecondStageResources(
          scores,
          PaymentReader.open(name, brokers, declaration, clock),
          new ScoreTimes(
              new TopicOffsets(brokers, feed.topic()),
              new TopicOffsets(brokers, outputs.scores()),
              outputs,
              new LiveWatermark(settings.lateness(), feed.idleTimeout()),
              scores.positions(),
              lookBack),
          topic,
          catalog);
    } catch (RuntimeException e) {
      scores.close();
      throw e;
    }
  }
}
