package io.millrace.ingest.replay;

import io.millrace.ingest.generate.StopSignal;
import io.millrace.ingest.generate.Ticker;
import io.millrace.ingest.line.SourceFile;
import io.millrace.ingest.line.UnusableFileException;
import io.millrace.ingest.mapping.LineMapper;
import io.millrace.ingest.publish.RunId;
import io.millrace.ingest.publish.RunLog;
import io.millrace.ingest.replay.ReplayProgress.Phase;
import io.millrace.ingest.replay.ReplayProgress.Place;
import io.millrace.ingest.topic.TopicException;
import io.millrace.ingest.topic.Topics;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.SourceMapping;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/**
 * Puts files of other formats on a feed's topic, each as a run of its own with an explicit end. A
 * file is read twice: once for its hash, of which the records' ids are made, and once record by
 * record; memory does not grow with it. What cannot become a record goes to the feed's dead letters
 * and never stops the rest. May be used again and by several threads.
 */
public final class Replayer {
  private static final Duration LONGEST_ADMIN_WAIT = Duration.ofSeconds(30);
  private static final int BYTES_A_REPORT = 16 * 1024 * 1024;

  private final ReplaySettings settings;
  private final RunLog runLog;
  private final Clock clock;
  private final Ticker ticker;

  /** Paced by the machine's own time. */
  public Replayer(ReplaySettings settings, RunLog runLog, Clock clock) {
    this(settings, runLog, clock, Ticker.SYSTEM);
  }

  /**
   * @param clock of what is written down: when runs begin and end, and what batches say
   * @param ticker of batches and rates
   */
  public Replayer(ReplaySettings settings, RunLog runLog, Clock clock, Ticker ticker) {
    this.settings = settings;
    this.runLog = runLog;
    this.clock = clock;
    this.ticker = ticker;
  }

  /**
   * Replays those files one after another and returns when everything is acknowledged and each run
   * is recorded. Creates the feed's topics where they are missing.
   *
   * @param stop ends it early
   * @param listener told on the calling thread
   * @return of each file that came to its end, in order; files after the most records are left out
   * @throws UnknownSourceException when the feed has no such mapping; nothing was sent
   * @throws UnusablePositionException when the position is of another replay, or a file is not what
   *     it was then; nothing of that file was sent
   * @throws PositionInUseException when another replay goes on by the same position; nothing was
   *     sent
   * @throws UnusableFileException when a file is unreadable, damaged or not of that source; nothing
   *     of it was sent
   * @throws TopicException when the brokers do not answer or the topics are not fit; nothing was
   *     sent
   * @throws ReplayStoppedException when it was asked to end early
   * @throws ReplayFailedException when it ended early by a failure; part may have been sent, and
   *     the exception says what was acknowledged
   */
  public List<ReplayResult> replay(
      ReplayPlan plan, List<SourceFile> files, StopSignal stop, ReplayListener listener) {
    Sources.require(plan.feed(), plan.source());
    try (PositionFile position = plan.position().map(PositionFile::open).orElse(null)) {
      ReplaySession session =
          new ReplaySession(plan, clock, ticker, stop, listener, Optional.ofNullable(position));
      return replay(session, files);
    } catch (IOException e) {
      throw new UnusablePositionException("The position file cannot be freed: " + e + ".", e);
    }
  }

  private List<ReplayResult> replay(ReplaySession session, List<SourceFile> files) {
    List<ReplayResult> results = new ArrayList<>();
    boolean topicsAreThere = false;
    for (int i = 0; i < files.size(); i++) {
      SourceFile file = files.get(i);
      Optional<FilePosition> earlier = session.positionOf(file.identity());
      if (earlier.isEmpty() && session.isFull()) {
        return results;
      }
      Place place = new Place(file.name(), file.size(), i + 1, files.size());
      SourceMapping mapping = Sources.of(session.plan().feed(), session.plan().source(), file);
      Instant startedAt = clock.instant();
      FilePosition begin = begin(file, hash(session, file, place, mapping), earlier, startedAt);
      ReplayResult result;
      if (begin.ended().isPresent()) {
        result = ofEarlier(session.plan().feed(), file, begin);
      } else {
        if (!topicsAreThere) {
          ensureTopics(session.plan().feed());
          topicsAreThere = true;
        }
        result = new ReplayRun(settings, clock, session, file, place, mapping, begin).run(runLog);
      }
      results.add(result);
      session.listener().ended(result);
    }
    return results;
  }

  private static FilePosition begin(
      SourceFile file, String sha256, Optional<FilePosition> earlier, Instant startedAt) {
    if (earlier.isEmpty()) {
      return FilePosition.begin(file.identity(), sha256, RunId.startedAt(startedAt), startedAt);
    }
    if (!earlier.get().contentSha256().equals(sha256)) {
      throw new UnusablePositionException(
          "%s is not the file of the position: its content had SHA-256 %s and has %s. Name another position file to replay it anew."
              .formatted(file.name(), earlier.get().contentSha256(), sha256),
          null);
    }
    return earlier.get();
  }

  private static ReplayResult ofEarlier(Feed feed, SourceFile file, FilePosition position) {
    return new ReplayResult(
        position.run(feed.name(), file.name(), position.ended().orElseThrow()),
        position.line(),
        position.sent().deadLetters(),
        ReplayResult.How.EARLIER);
  }

  private static String hash(
      ReplaySession session, SourceFile file, Place place, SourceMapping mapping) {
    hashing(session, place, 0);
    byte[] sha256 =
        file.contentSha256(
            LineMapper.cutOf(mapping),
            read -> {
              if (read % BYTES_A_REPORT < SourceFile.BUFFER_BYTES) {
                hashing(session, place, read);
              }
            });
    return HexFormat.of().formatHex(sha256);
  }

  private static void hashing(ReplaySession session, Place place, long read) {
    session
        .listener()
        .progress(
            new ReplayProgress(
                Phase.HASHING, place, read, 0, session.records(), 0, session.plan().maxRecords()));
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
}
