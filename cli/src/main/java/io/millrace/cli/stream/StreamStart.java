package io.millrace.cli.stream;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.feed.DeclaredFeed;
import io.millrace.cli.feed.FeedApply;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.yarn.Applications;
import io.millrace.cluster.ClusterSettings;
import io.millrace.model.feed.Feed;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.streaming.FraudSettings;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.yarn.api.records.ApplicationId;

/**
 * Everything from declared feeds to a streaming application on YARN. The tables are made while
 * spark-submit is at work, since landing needs them only with its first batch.
 */
public final class StreamStart implements AutoCloseable {

  private final Hdfs hdfs;
  private final Console console;
  private final Applications applications;
  private final Streaming streaming;
  private final FeedApply apply;

  public StreamStart(
      ClusterSettings settings, Checkout checkout, Hdfs hdfs, Console console, Clock clock) {
    this.hdfs = hdfs;
    this.console = console;
    this.applications = Applications.open(settings);
    this.streaming = new Streaming(settings, checkout, hdfs, applications, console, clock);
    this.apply = new FeedApply(settings, checkout, hdfs, console, clock);
  }

  public Streaming streaming() {
    return streaming;
  }

  /**
   * Makes the feeds' topics as declared and keeps their declarations, by which landing goes.
   *
   * @throws CommandFailure when a declaration does not go together with what is there; nothing is
   *     changed then
   */
  public void declare(List<DeclaredFeed> feeds) throws IOException {
    apply.plan(feeds);
    tell(apply.topics(feeds));
    tell(apply.versions(feeds));
  }

  /** Makes the databases, functions and tables as declared. */
  public void tables(List<DeclaredFeed> feeds) throws IOException {
    apply.commonTables();
    tell(apply.tables(feeds));
    tell(apply.left(feeds));
  }

  /**
   * A streaming application that was submitted.
   *
   * @param scope what it lands
   */
  public record Submitted(Scope scope, ApplicationId id) {}

  /**
   * Makes the tables and submits applications; the feeds must be declared.
   *
   * @return the applications, which are not ready yet
   * @throws CommandFailure if one runs already, they do not fit into the queue, or anything of it
   *     fails; applications that were submitted are then killed
   */
  public List<Submitted> submit(List<DeclaredFeed> feeds, List<Scope> scopes, StreamConf conf)
      throws Exception {
    streaming.requireNone(scopes);
    QueueRoom.of(applications, conf.settings().yarn().queue())
        .require(scopes.size(), conf.settings().yarn());
    feeds.stream()
        .map(DeclaredFeed::feed)
        .filter(feed -> feed.name().equals(PaymentFields.FEED))
        .filter(feed -> scopes.stream().anyMatch(scope -> scope.lands(feed.name())))
        .forEach(feed -> fraudTopics(feed, conf.settings().fraud()));
    ExecutorService beside = Executors.newSingleThreadExecutor();
    try {
      Future<Void> tables =
          beside.submit(
              (Callable<Void>)
                  () -> {
                    tables(feeds);
                    return null;
                  });
      List<Submitted> submitted = new ArrayList<>();
      for (Scope scope : scopes) {
        ApplicationId id = streaming.submit(scope, conf);
        console.say("Submitted " + id + " to queue " + conf.settings().yarn().queue());
        submitted.add(new Submitted(scope, id));
      }
      awaitTables(tables, submitted);
      return submitted;
    } finally {
      beside.shutdownNow();
    }
  }

  /**
   * Waits until an application lands every feed that it is to.
   *
   * @throws CommandFailure if the application dies, or a feed is stopped with the reason
   */
  public void awaitLanding(Submitted application, List<DeclaredFeed> feeds) throws Exception {
    streaming.awaitReady(application.id());
    List<String> landed =
        feeds.stream().map(feed -> feed.feed().name()).filter(application.scope()::lands).toList();
    for (String name : landed) {
      LandingPaths paths = new CommitLog(hdfs, name).paths();
      hdfs.read(paths.refusedVersion())
          .ifPresent(
              why ->
                  console.say(
                      "%s: a newer declaration is not in use: %s".formatted(name, why.strip())));
      Optional<String> stopped = hdfs.read(paths.stopped());
      if (stopped.isPresent()) {
        throw new CommandFailure(
            ExitStatus.FAILED,
            "%s runs, but feed %s is stopped: %s"
                .formatted(application.id(), name, stopped.get().strip()));
      }
    }
    console.say(
        application.scope().feed().isEmpty()
            ? application.id() + " lands all feeds."
            : "%s lands feed %s.".formatted(application.id(), application.scope().feed().get()));
  }

  @Override
  public void close() {
    applications.close();
  }

  private void fraudTopics(Feed payments, FraudSettings settings) {
    apply.fraudTopics(payments, FraudStart.outputs(settings));
    if (settings.fillsTables()) {
      apply.secondAlertTopics(payments);
    }
  }

  private void tell(Map<String, List<String>> done) {
    done.forEach((feed, changes) -> changes.forEach(c -> console.say(feed + ": " + c)));
  }

  private void awaitTables(Future<Void> tables, List<Submitted> submitted) throws Exception {
    try {
      tables.get();
    } catch (ExecutionException e) {
      for (Submitted application : submitted) {
        streaming.withdraw(application);
      }
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
