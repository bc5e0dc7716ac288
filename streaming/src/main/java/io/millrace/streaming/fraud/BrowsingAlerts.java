package io.millrace.streaming.fraud;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.second.BrowsingAlertRows;
import io.millrace.model.landing.LandingStoppedException;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.PaymentBoard.Told;
import io.millrace.streaming.FeedContext;
import io.millrace.streaming.live.ContextAlerts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts of the rules {@code no_browsing} that are in effect when a payment's context becomes
 * final. For one thread at a time.
 */
public final class BrowsingAlerts implements ContextAlerts {

  private static final Logger LOG = LoggerFactory.getLogger(BrowsingAlerts.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

  private final String brokers;
  private final FraudOutputs outputs;
  private final Clock clock;
  private RulesTopic topic;
  private Instant lookAt = Instant.MIN;
  private RulePromotion inEffect;
  private RuleSet rules;

  BrowsingAlerts(String brokers, FraudOutputs outputs, Clock clock) {
    this.brokers = brokers;
    this.outputs = outputs;
    this.clock = clock;
  }

  /** Those of the rules of the hosts whose tables the application fills, or none. */
  public static ContextAlerts of(FeedContext context) {
    return context.settings().streaming().fraud().fillsTables()
        ? new BrowsingAlerts(context.settings().brokers(), FraudOutputs.LIVE, context.clock())
        : ContextAlerts.NONE;
  }

  @Override
  public List<LiveRow> rows(List<Told> told, Instant now) {
    // also when there is nothing to tell: what was promoted is known by the time there is
    boolean areThereRules = follow();
    if (told.isEmpty() || !areThereRules) {
      return List.of();
    }
    return told.stream()
        .flatMap(payment -> BrowsingAlertRows.of(rules, payment, now).stream())
        .toList();
  }

  @Override
  public void close() {
    if (topic != null) {
      topic.close();
    }
  }

  /** Takes up the rules in effect; false when there are none. */
  private boolean follow() {
    if (topic == null && !clock.instant().isBefore(lookAt)) {
      lookAt = clock.instant().plus(BETWEEN_LOOKS);
      topic = open();
    }
    Optional<RulePromotion> latest = topic == null ? Optional.empty() : topic.latest();
    if (latest.isPresent() && !latest.get().equals(inEffect)) {
      rules = latest.get().text().parse();
      inEffect = latest.get();
    }
    return latest.isPresent();
  }

  /** The rules; null while no host ever had any. */
  private RulesTopic open() {
    RulesTopic opened = RulesTopic.open("fraud-browsing", brokers, outputs);
    try {
      opened.inEffect();
      return opened;
    } catch (LandingStoppedException e) {
      LOG.info("there are no fraud rules yet: {}", e.getMessage());
      opened.close();
      return null;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }
}
