package io.millrace.streaming.live;

import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.QueryStatus;
import io.millrace.streaming.FeedCompanion;
import io.millrace.streaming.FencedException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The context of payments beside the landing of transactions. A new declaration of one of the two
 * feeds is taken up by another attempt. When another driver has taken the log over, this one ends
 * for good: it would only take it back.
 */
final class PaymentContextQuery implements FeedCompanion {

  static final String NAME = "live-payment_context";

  private static final Logger LOG = LoggerFactory.getLogger(PaymentContextQuery.class);

  private final PaymentContextBeginning beginning;
  private final Clock clock;
  private PaymentContextBeginning.Versions versions;
  private volatile PaymentContextAttempt attempt;
  private volatile QueryStatus fenced;

  private PaymentContextQuery(PaymentContextBeginning beginning, Clock clock) {
    this.beginning = beginning;
    this.clock = clock;
  }

  static PaymentContextQuery start(PaymentContextBeginning beginning, Clock clock)
      throws Exception {
    PaymentContextQuery query = new PaymentContextQuery(beginning, clock);
    query.begin();
    return query;
  }

  @Override
  public void tick() throws Exception {
    if (fenced != null) {
      return;
    }
    try {
      if (!beginning.versions().equals(versions)) {
        LOG.info("{}: takes up {}", NAME, beginning.versions());
        PaymentContextAttempt before = attempt;
        attempt = null;
        before.stop();
        begin();
      }
      attempt.tick();
    } catch (FencedException e) {
      LOG.error("{}: {}", NAME, e.getMessage());
      fenced =
          QueryStatus.of(NAME, QueryState.STOPPED, clock.instant())
              .lastError(e.getMessage(), clock.instant())
              .build();
      abandon();
    } catch (Exception e) {
      abandon();
      throw e;
    }
  }

  @Override
  public QueryStatus status() {
    PaymentContextAttempt current = attempt;
    if (fenced != null) {
      return fenced;
    }
    return current == null
        ? QueryStatus.of(NAME, QueryState.STARTING, clock.instant()).build()
        : current.status();
  }

  @Override
  public void stop() throws Exception {
    PaymentContextAttempt ending = attempt;
    attempt = null;
    if (ending != null) {
      ending.stop();
    }
  }

  private void begin() throws Exception {
    versions = beginning.versions();
    attempt = beginning.attempt();
  }

  private void abandon() throws Exception {
    PaymentContextAttempt ending = attempt;
    attempt = null;
    if (ending != null) {
      ending.abandon();
    }
  }
}
