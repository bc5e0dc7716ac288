package io.millrace.streaming.live;

import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.QueryStatus;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.FeedCompanion;
import io.millrace.streaming.FencedException;
import java.time.Clock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A feed's live views beside its landing. A new declaration is taken up by another attempt, which
 * reads the open windows' records again with it. When another driver has taken the views over, this
 * one ends for good: it would only take them back.
 */
final class LiveQuery implements FeedCompanion {

  private static final Logger LOG = LoggerFactory.getLogger(LiveQuery.class);

  /** Begins where the log ends. */
  interface Beginning {
    LiveAttempt attempt(Declaration declaration) throws Exception;
  }

  private final String name;
  private final Supplier<Declaration> declaration;
  private final Beginning beginning;
  private final Clock clock;
  private volatile LiveAttempt attempt;
  private volatile QueryStatus fenced;

  private LiveQuery(
      String name, Supplier<Declaration> declaration, Beginning beginning, Clock clock) {
    this.name = name;
    this.declaration = declaration;
    this.beginning = beginning;
    this.clock = clock;
  }

  static LiveQuery start(
      String name, Supplier<Declaration> declaration, Beginning beginning, Clock clock)
      throws Exception {
    LiveQuery query = new LiveQuery(name, declaration, beginning, clock);
    query.attempt = beginning.attempt(declaration.get());
    return query;
  }

  @Override
  public void tick() throws Exception {
    if (fenced != null) {
      return;
    }
    try {
      Declaration newest = declaration.get();
      if (newest.version() != attempt.version()) {
        LOG.info("{}: takes up version {}", name, newest.version());
        LiveAttempt before = attempt;
        attempt = null;
        before.stop();
        attempt = beginning.attempt(newest);
      }
      attempt.tick();
    } catch (FencedException e) {
      LOG.error("{}: {}", name, e.getMessage());
      fenced =
          QueryStatus.of(name, QueryState.STOPPED, clock.instant())
              .lastError(e.getMessage(), clock.instant())
              .build();
      abandon();
    } catch (Exception e) {
      try {
        abandon();
      } catch (Exception more) {
        e.addSuppressed(more);
      }
      throw e;
    }
  }

  @Override
  public QueryStatus status() {
    LiveAttempt current = attempt;
    if (fenced != null) {
      return fenced;
    }
    return current == null
        ? QueryStatus.of(name, QueryState.STARTING, clock.instant()).build()
        : current.status();
  }

  @Override
  public void stop() throws Exception {
    LiveAttempt ending = attempt;
    attempt = null;
    if (ending != null) {
      ending.stop();
    }
  }

  private void abandon() throws Exception {
    LiveAttempt ending = attempt;
    attempt = null;
    if (ending != null) {
      ending.abandon();
    }
  }
}
