package io.millrace.cli.stream;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.kafka.FeedTopics;
import io.millrace.cli.tables.Tables;
import io.millrace.cli.yarn.Applications;
import io.millrace.cluster.ClusterSettings;
import io.millrace.model.feed.Feed;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
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

  private final ClusterSettings settings;
  private final Checkout checkout;
  private final Hdfs hdfs;
  private final Console console;
  private final Applications applications;
  private final Streaming streaming;

  public StreamStart(
      ClusterSettings settings, Checkout checkout, Hdfs hdfs, Console console, Clock clock) {
    this.settings = settings;
    this.checkout = checkout;
    this.hdfs = hdfs;
    this.console = console;
    this.applications = Applications.open(settings);
    this.streaming = new Streaming(settings, checkout, hdfs, applications, console, clock);
  }

  public Streaming streaming() {
    return streaming;
  }

  /** Makes the topics that are missing. */
  public void topics(List<Feed> feeds) {
    FeedTopics.ensure(settings, feeds);
    feeds.forEach(
        feed ->
            console.say(
                "Topics of %s: %s (%d partitions), %s"
                    .formatted(feed.name(), feed.topic(), feed.partitions(), feed.dlqTopic())));
  }

  /** Makes the databases, functions and tables that are missing. */
  public void tables() throws IOException {
    int statements = new Tables(settings, checkout).apply(hdfs);
    console.say("Databases, functions and tables: %d statements".formatted(statements));
  }

  /**
   * Makes the tables and submits the application; topics must be there.
   *
   * @return the application, which is not ready yet
   * @throws CommandFailure if one runs already, or anything of it fails; an application that was
   *     submitted is then killed
   */
  public ApplicationId submit() throws Exception {
    streaming.requireNone();
    ExecutorService beside = Executors.newSingleThreadExecutor();
    try {
      Future<Void> tables =
          beside.submit(
              (Callable<Void>)
                  () -> {
                    tables();
                    return null;
                  });
      ApplicationId id = streaming.submit();
      console.say("Submitted " + id + " to queue " + StreamingApplication.QUEUE);
      awaitTables(tables, id);
      return id;
    } finally {
      beside.shutdownNow();
    }
  }

  /**
   * Waits until the application lands every feed.
   *
   * @throws CommandFailure if the application dies, or a feed is stopped with the reason
   */
  public void awaitLanding(ApplicationId id, List<Feed> feeds) throws Exception {
    streaming.awaitReady(id);
    for (Feed feed : feeds) {
      Optional<String> stopped = hdfs.read(new CommitLog(hdfs, feed.name()).paths().stopped());
      if (stopped.isPresent()) {
        throw new CommandFailure(
            ExitStatus.FAILED,
            "%s runs, but feed %s is stopped: %s"
                .formatted(id, feed.name(), stopped.get().strip()));
      }
    }
    console.say(id + " lands all feeds.");
  }

  @Override
  public void close() {
    applications.close();
  }

  private void awaitTables(Future<Void> tables, ApplicationId id) throws Exception {
    try {
      tables.get();
    } catch (ExecutionException e) {
      applications.kill(id);
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
