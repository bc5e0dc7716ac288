package io.millrace.cli.stream;

import io.millrace.cli.TextTable;
import io.millrace.cli.Words;
import io.millrace.model.streaming.ApplicationStatus;
import io.millrace.model.streaming.QueryStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A {@link StreamState} for people. */
public final class StreamTables {

  private static final Duration OLD = Duration.ofSeconds(20);
  private static final String UNKNOWN = "-";

  private StreamTables() {}

  /** Its lines. */
  public static List<String> lines(StreamState state) {
    List<String> lines = new ArrayList<>();
    if (!state.running()) {
      lines.add("No streaming application is running. Start it with: millrace stream start");
    }
    for (StreamState.Application application : state.applications()) {
      lines.add(
          "%s  %s  queue %s, attempt %d, %s  %s"
              .formatted(
                  application.id(),
                  application.state(),
                  application.queue(),
                  application.attempt(),
                  Words.count(application.containers(), "container"),
                  application.trackingUrl()));
      application.told().ifPresent(told -> addQueries(told, state.at(), lines));
    }
    addFeeds(state.feeds(), lines);
    return lines;
  }

  private static void addQueries(ApplicationStatus told, Instant now, List<String> lines) {
    Duration age = Duration.between(told.writtenAt(), now);
    if (age.compareTo(OLD) > 0) {
      lines.add("It has said nothing for %s; this is of then:".formatted(Words.of(age)));
    }
    TextTable table =
        new TextTable(
            "QUERY",
            "STATE",
            "BATCH",
            "RATE/S",
            "LAG",
            "DELAY",
            "WATERMARK",
            "STATE ROWS",
            "STATE SIZE",
            "LATE",
            "LIMIT",
            "RESTARTS");
    for (QueryStatus query : told.queries()) {
      table.row(
          query.query(),
          query.state().text(),
          count(query.batch()),
          rate(query.recordsPerSecond()),
          count(query.lag()),
          query.delayMs() == null ? UNKNOWN : Words.of(Duration.ofMillis(query.delayMs())),
          query.watermark() == null ? UNKNOWN : query.watermark().truncatedTo(ChronoUnit.SECONDS),
          count(query.stateRows()),
          query.stateBytes() == null ? UNKNOWN : Words.bytes(query.stateBytes()),
          count(query.late()),
          count(query.limit()),
          count(query.restarts()));
    }
    lines.addAll(table.lines());
    for (QueryStatus query : told.queries()) {
      if (query.lastError() != null) {
        lines.add(
            "%s failed at %s: %s"
                .formatted(
                    query.query(),
                    query.lastErrorAt().truncatedTo(ChronoUnit.SECONDS),
                    query.lastError()));
      }
    }
    lines.add("");
  }

  private static void addFeeds(List<FeedProgress> feeds, List<String> lines) {
    TextTable table =
        new TextTable(
            "FEED", "VERSION", "SEQUENCE", "LANDED", "QUARANTINED", "LAG", "LAG BY PARTITION");
    for (FeedProgress feed : feeds) {
      table.row(
          feed.feed(),
          feed.version().orElse(UNKNOWN),
          feed.lastSequence(),
          Words.count(feed.landed()),
          Words.count(feed.quarantined()),
          Words.count(feed.lag().values().stream().mapToLong(Long::longValue).sum()),
          feed.lag().entrySet().stream()
              .map(e -> e.getKey() + ": " + Words.count(e.getValue()))
              .collect(Collectors.joining("  ")));
    }
    lines.addAll(table.lines());
    for (FeedProgress feed : feeds) {
      feed.stopped().ifPresent(why -> lines.add(feed.feed() + " is stopped: " + why));
      feed.refusedVersion()
          .ifPresent(
              why ->
                  lines.add(
                      "%s: a newer declaration is not in use: %s".formatted(feed.feed(), why)));
    }
  }

  private static String count(Long number) {
    return number == null ? UNKNOWN : Words.count(number);
  }

  private static String rate(Double perSecond) {
    if (perSecond == null) {
      return UNKNOWN;
    }
    return perSecond < 10
        ? String.format(Locale.ROOT, "%.1f", perSecond)
        : Words.count(Math.round(perSecond));
  }
}
