package io.millrace.streaming;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.Freshness;
import io.millrace.model.landing.HourCount;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LiveWatermark;
import io.millrace.model.run.InvalidRunRecordException;
import io.millrace.model.run.OffsetRange;
import io.millrace.model.run.RunRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which hours are complete. A run closes the hours that it touched once everything up to its
 * recorded end has landed; live hours close as the live watermark passes them. Everything here may
 * be done twice: a flag written again says the same, or more.
 */
final class HourCloser {

  private static final Logger LOG = LoggerFactory.getLogger(HourCloser.class);

  /**
   * The live hours closed in one go. Each costs a file and a question to the metastore, some 15 ms,
   * while no batch lands; so years of hours, which one record of long ago brings, close in turns.
   */
  static final int HOURS_PER_TURN = 100;

  private final LandingPaths paths;
  private final HdfsFiles files;
  private final HdfsLandingStore store;
  private final PartitionCatalog catalog;
  private final Clock clock;
  private final Set<String> closedRuns = new HashSet<>();
  private EventHour nextLive;

  HourCloser(
      LandingPaths paths,
      HdfsFiles files,
      HdfsLandingStore store,
      PartitionCatalog catalog,
      Clock clock) {
    this.paths = paths;
    this.files = files;
    this.store = store;
    this.catalog = catalog;
    this.clock = clock;
  }

  boolean isClosed(EventHour hour) {
    return files.exists(paths.closedFlag(hour.dt(), hour.hour()));
  }

  /** Closes the hours of every run that has landed completely. */
  void closeRuns(CommitRecord last) {
    for (String name : files.names(paths.runs())) {
      if (!name.endsWith(".json") || name.startsWith(".") || closedRuns.contains(name)) {
        continue;
      }
      Optional<RunRecord> run = read(name);
      if (run.isEmpty() || !landed(run.get(), last)) {
        continue;
      }
      String mark = paths.runClosed(run.get().runId());
      if (!files.exists(mark)) {
        Set<EventHour> hours = touched(run.get());
        hours.forEach(hour -> close(hour, last.seq()));
        tell(hours);
        files.write(mark, "");
      }
      closedRuns.add(name);
    }
  }

  /**
   * Closes the live hours that the watermark has passed, in order, and at most {@link
   * #HOURS_PER_TURN} of them; the next call goes on.
   *
   * @param feed as it is declared now: its lateness may have changed
   * @param endOffsets the topic's end offsets, asked for only when live records have landed
   * @return where the watermark is, or empty while there is none
   */
  Optional<Instant> closeLive(
      Feed feed, CommitRecord last, Supplier<Map<Integer, Long>> endOffsets) {
    if (!last.live().started()) {
      return Optional.empty();
    }
    Map<Integer, Long> lag = endOffsets.get();
    lag.replaceAll((partition, end) -> Math.max(0, end - last.end(partition).orElse(0L)));
    LiveWatermark watermark = new LiveWatermark(feed.allowedLateness(), feed.idleTimeout());
    Optional<Instant> passed = watermark.at(last.live(), lag, clock.instant());
    if (passed.isEmpty()) {
      return passed;
    }
    if (nextLive == null) {
      nextLive = readNextLive(feed, last);
    }
    List<EventHour> hours =
        LiveWatermark.closable(nextLive, passed.get()).limit(HOURS_PER_TURN).toList();
    for (EventHour hour : hours) {
      close(hour, last.seq());
      nextLive = hour.next();
    }
    if (!hours.isEmpty()) {
      files.replace(paths.liveClosedUntil(), nextLive.start() + "\n");
      tell(hours);
    }
    return passed;
  }

  /**
   * Tells in ops.freshness up to when the feed's hours are closed; a run of long ago moves nothing.
   */
  private void tell(Collection<EventHour> closed) {
    String path = Freshness.path(paths.root(), "raw." + paths.feed());
    Stream.concat(
            files.read(path).flatMap(Freshness::parse).flatMap(Freshness::completeUntil).stream(),
            closed.stream().map(EventHour::end))
        .max(Comparator.naturalOrder())
        .map(until -> Freshness.ofLanded(paths.feed(), until, clock.instant()))
        .ifPresent(freshness -> files.replace(path, freshness.json() + "\n"));
  }

  /** A run record that cannot be read closes nothing, and holds nothing else up. */
  private Optional<RunRecord> read(String name) {
    String path = paths.runs() + "/" + name;
    try {
      return files.read(path).map(RunRecord::parse);
    } catch (InvalidRunRecordException e) {
      LOG.error("{} is no run record; its hours stay open: {}", path, e.getMessage());
      closedRuns.add(name);
      return Optional.empty();
    }
  }

  private EventHour readNextLive(Feed feed, CommitRecord last) {
    return files
        .read(paths.liveClosedUntil())
        .flatMap(this::nextLive)
        .orElseGet(() -> EventHour.of(feed.liveStart().orElse(last.live().since())));
  }

  /** Empty for what is no time: hours that were closed are closed again, and landing goes on. */
  private Optional<EventHour> nextLive(String text) {
    try {
      return Optional.of(new EventHour(Instant.parse(text.strip())));
    } catch (DateTimeParseException e) {
      LOG.error(
          "{} says \"{}\", which is no time: the feed's live hours are closed again from the first",
          paths.liveClosedUntil(),
          text.strip());
      return Optional.empty();
    }
  }

  private static boolean landed(RunRecord run, CommitRecord last) {
    return run.ranges().stream()
        .allMatch(range -> last.end(range.partition()).orElse(0L) >= range.untilOffset());
  }

  private Set<EventHour> touched(RunRecord run) {
    Set<EventHour> hours = new TreeSet<>();
    store
        .records()
        .takeWhile(record -> reaches(record, run))
        .flatMap(record -> record.hours().stream())
        .filter(count -> run.runId().equals(count.run()))
        .map(HourCount::eventHour)
        .forEach(hours::add);
    return hours;
  }

  /** Whether a record, or one before it, can hold offsets of the run. */
  private static boolean reaches(CommitRecord record, RunRecord run) {
    Map<Integer, Long> ends = record.endsByPartition();
    for (OffsetRange range : run.ranges()) {
      if (ends.getOrDefault(range.partition(), 0L) > range.fromOffset()) {
        return true;
      }
    }
    return false;
  }

  private void close(EventHour hour, long seq) {
    files.replace(
        paths.closedFlag(hour.dt(), hour.hour()),
        String.format(
            Locale.ROOT,
            "{\"feed\":\"%s\",\"dt\":\"%s\",\"hour\":\"%s\",\"rows\":%d,\"last_seq\":%d,\"closed_at\":\"%s\"}%n",
            paths.feed(),
            hour.dt(),
            hour.hour(),
            catalog.rows(hour.dt(), hour.hour()),
            seq,
            clock.instant()));
  }
}
