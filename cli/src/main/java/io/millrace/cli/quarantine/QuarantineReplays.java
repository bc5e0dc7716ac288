package io.millrace.cli.quarantine;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Polling;
import io.millrace.cli.feed.FeedStore;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.run.HdfsRunLog;
import io.millrace.cli.stream.CommitLog;
import io.millrace.cli.tables.Hive;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedPaths;
import io.millrace.model.feed.FeedVersion;
import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.privacy.Salt;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Replays of a real cluster's quarantine. */
public final class QuarantineReplays {

  private static final int RECORDS_OF_A_BATCH = 1_000;

  private final Hdfs hdfs;
  private final Hive hive;
  private final String brokers;
  private final Console console;
  private final Clock clock;

  /**
   * @param brokers {@code host:port}, comma-separated
   */
  public QuarantineReplays(Hdfs hdfs, Hive hive, String brokers, Console console, Clock clock) {
    this.hdfs = hdfs;
    this.hive = hive;
    this.brokers = brokers;
    this.console = console;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param filter which refused records; it names the feed
   * @param repaired mended records; when there are any, only these are sent
   * @param takeOver from which replays that did not end
   */
  public record Request(
      QuarantineFilter filter, Optional<RepairedFile> repaired, TakeOver takeOver) {}

  /**
   * Sends what the feed's newest declaration accepts now, each record once.
   *
   * @param salt for a feed whose personal data is changed before it is sent
   * @return the run, if anything was sent
   */
  public Optional<RunRecord> replay(Request request, Feed feed, Optional<Salt> salt)
      throws Exception {
    HdfsReplayJournal journal = new HdfsReplayJournal(hdfs, feed.name());
    hive.execute(
        "ALTER TABLE ops.quarantine_replayed ADD IF NOT EXISTS PARTITION (feed = '%s') LOCATION '%s'"
            .formatted(feed.name(), journal.outcomes()));
    try (QuarantineReplay replay =
        new QuarantineReplay(
            feed.name(),
            journal,
            new KafkaReplayTopic(feed, brokers, clock),
            new HdfsRunLog(hdfs),
            instant -> Polling.pause(Duration.between(clock.instant(), instant)),
            console,
            clock,
            Holder.ofThisProcess(),
            RECORDS_OF_A_BATCH)) {
      return run(request, feed, salt).send(source(request), replay, request.takeOver());
    }
  }

  /** Tells what would be sent, and sends nothing. */
  public void dry(Request request, Feed feed, Optional<Salt> salt) throws IOException {
    run(request, feed, salt)
        .dry(source(request), new HdfsReplayJournal(hdfs, feed.name()).replayed());
  }

  /**
   * A feed as it was applied last.
   *
   * @throws CommandFailure if it never was
   */
  public Feed applied(String feed) throws IOException {
    return newest(feed).parse();
  }

  private FeedVersion newest(String feed) throws IOException {
    return new FeedStore(hdfs)
        .versions()
        .newest(feed)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitStatus.USAGE,
                    "Feed %s was never applied, so nothing of it is quarantined. Applied are: %s"
                        .formatted(feed, appliedFeeds())));
  }

  private String appliedFeeds() {
    try {
      return String.join(", ", new FeedStore(hdfs).versions().feeds());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private QuarantineRun run(Request request, Feed feed, Optional<Salt> salt) throws IOException {
    List<FeedVersion> versions = new FeedStore(hdfs).versions().all(feed.name());
    console.say(
        "Judged by version %s of feed %s."
            .formatted(FeedPaths.name(versions.get(versions.size() - 1).number()), feed.name()));
    KeptFrom kept =
        new CommitLog(hdfs, feed.name())
            .last()
            .map(CommitRecord::keptFrom)
            .orElse(KeptFrom.EVERYTHING);
    return new QuarantineRun(
        feed, new Judge(feed, versions, kept, salt, clock), request.repaired(), console);
  }

  private QuarantineRun.Source source(Request request) {
    return taker -> new Quarantine(hive).records(request.filter(), Quarantine.Order.AS_SENT, taker);
  }
}
