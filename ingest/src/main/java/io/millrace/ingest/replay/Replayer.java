package io.millrace.ingest.replay;

import io.millrace.ingest.line.SourceFile;
import io.millrace.ingest.line.UnusableFileException;
import io.millrace.ingest.mapping.LineMapper;
import io.millrace.ingest.publish.RunId;
import io.millrace.ingest.publish.RunLog;
import io.millrace.ingest.topic.TopicException;
import io.millrace.ingest.topic.Topics;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.SourceMapping;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/**
 * Puts a file of another format on a feed's topic, as a run of its own with an explicit end. The
 * file is read twice: once for its hash, of which the records' ids are made, and once line by line;
 * memory does not grow with it. Broken lines go to the feed's dead letters and never stop the rest.
 * May be used again and by several threads.
 */
public final class Replayer {
  private static final Duration LONGEST_ADMIN_WAIT = Duration.ofSeconds(30);

  private final ReplaySettings settings;
  private final RunLog runLog;
  private final Clock clock;

  public Replayer(ReplaySettings settings, RunLog runLog, Clock clock) {
    this.settings = settings;
    this.runLog = runLog;
    this.clock = clock;
  }

  /**
   * Replays that file and returns when everything is acknowledged and the run is recorded. Creates
   * the feed's topics where they are missing.
   *
   * @param source the name of a mapping that the feed declares; may be empty when it declares
   *     exactly one
   * @param progress told now and then, on the calling thread
   * @throws UnknownSourceException when the feed has no such mapping; nothing was sent
   * @throws UnusableFileException when the file is missing, unreadable, damaged or not of that
   *     source; nothing was sent
   * @throws TopicException when the brokers do not answer or the topics are not fit; nothing was
   *     sent
   * @throws ReplayFailedException when it ended early; part may have been sent, and the exception
   *     says what was acknowledged
   */
  public ReplayResult replay(
      Feed feed, Path file, Optional<String> source, Consumer<ReplayProgress> progress) {
    SourceMapping mapping = mappingOf(feed, source);
    SourceFile sourceFile = new SourceFile(file);
    Instant startedAt = clock.instant();
    byte[] sha256 = ReplayRun.hash(sourceFile, LineMapper.cutOf(mapping), progress);
    ensureTopics(feed);
    String runId = RunId.startedAt(startedAt);
    ReplayRun run =
        new ReplayRun(settings, clock, feed, mapping, sourceFile, sha256, runId, startedAt);
    return run.run(runLog, progress);
  }

  private void ensureTopics(Feed feed) {
    long wait = Math.min(LONGEST_ADMIN_WAIT.toMillis(), settings.deliveryTimeout().toMillis());
    Map<String, Object> config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            settings.brokers(),
            AdminClientConfig.CLIENT_ID_CONFIG,
            "millrace-replay",
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) wait,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) wait);
    try (Admin admin = Admin.create(config)) {
      new Topics(admin, settings.topics(), Duration.ofMillis(wait)).ensure(feed);
    } catch (KafkaException e) {
      throw new IllegalArgumentException(
          "brokers is " + settings.brokers() + "; legal: host:port[,host:port…]", e);
    }
  }

  private static SourceMapping mappingOf(Feed feed, Optional<String> source) {
    if (source.isEmpty()) {
      if (feed.sources().size() != 1) {
        throw new UnknownSourceException(feed, "Name the source to map the file by.");
      }
      return feed.sources().values().iterator().next();
    }
    SourceMapping mapping = feed.sources().get(source.get());
    if (mapping == null) {
      throw new UnknownSourceException(feed, "There is no source " + source.get() + ".");
    }
    return mapping;
  }
}
