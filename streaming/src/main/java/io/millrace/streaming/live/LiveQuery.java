package io.millrace.streaming.live;

import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.QueryStatus;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.FeedCompanion;
import io.millrace.streaming.FencedException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept of topics beside landing, attempt by attempt. A new declaration is taken up by
 * another attempt, which reads again with it what is not final; so is whatever else an attempt says
 * has replaced what it began with. When another driver has taken the log over, this one ends for
 * good: it would only take it back.
 */
public final class LiveQuery implements FeedCompanion {

  private static final Logger LOG = LoggerFactory.getLogger(LiveQuery.class);

  /** Work from a claim of a log on, with the declarations that it began with. */
  public interface Attempt {
    /** Whether what it began with was replaced, so that another attempt is to go on. */
    default boolean isOutdated() {
      return false;
    }

    /**
     * Lets time pass.
     *
     * @throws FencedException if another driver owns the log
     */
    void tick() throws Exception;

    /** How it was a moment ago. */
    QueryStatus status();

    /** Ends after the batch under way and commits what is final. */
    void stop() throws Exception;

    /** Ends without a commit, after a failure: the log says where another goes on. */
    void abandon() throws Exception;
  }

  /** Begins attempts, each where the log ends. */
  public interface Beginning {
    /** The newest ones of the feeds that are read. */
    List<Declaration> declarations();

    /** An attempt with these. */
    Attempt attempt(List<Declaration> declarations) throws Exception;
  }

  private final String name;
  private final Beginning beginning;
  private final Clock clock;
  private List<Integer> versions;
  private volatile Attempt attempt;
  private volatile QueryStatus fenced;

  private LiveQuery(String name, Beginning beginning, Clock clock) {
    this.name = name;
    this.beginning = beginning;
    this.clock = clock;
  }

  /**
   * Begins the first attempt.
   *
   * @throws Exception if it cannot begin now; what was begun is undone
   */
  public static LiveQuery start(String name, Beginning beginning, Clock clock) throws Exception {
    LiveQuery query = new LiveQuery(name, beginning, clock);
    query.begin(beginning.declarations());
    return query;
  }

  @Override
  public void tick() throws Exception {
    if (fenced != null) {
      return;
    }
    try {
      List<Declaration> newest = beginning.declarations();
      if (!versions(newest).equals(versions)) {
        LOG.info("{}: takes up versions {}", name, versions(newest));
        stop();
        begin(newest);
      }
      attempt.tick();
      if (attempt.isOutdated()) {
        LOG.info("{}: begins again, since what it began with was replaced", name);
        stop();
        begin(newest);
      }
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
    Attempt current = attempt;
    if (fenced != null) {
      return fenced;
    }
    return current == null
        ? QueryStatus.of(name, QueryState.STARTING, clock.instant()).build()
        : current.status();
  }

  @Override
  public void stop() throws Exception {
    Attempt ending = attempt;
    attempt = null;
    if (ending != null) {
      ending.stop();
    }
  }

  private void begin(List<Declaration> declarations) throws Exception {
    attempt = beginning.attempt(declarations);
    versions = versions(declarations);
  }

  private static List<Integer> versions(List<Declaration> declarations) {
    return declarations.stream().map(Declaration::version).toList();
  }

  private void abandon() throws Exception {
    Attempt ending = attempt;
    attempt = null;
    if (ending != null) {
      ending.abandon();
    }
  }
}
