package io.millrace.cli.stream;

import io.millrace.model.streaming.ApplicationStatus;
import io.millrace.model.streaming.QueryStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@link StreamState} as maps and lists, for JSON. */
public final class StreamMaps {

  private StreamMaps() {}

  public static Map<String, Object> of(StreamState state) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("at", state.at().toString());
    all.put("applications", state.applications().stream().map(StreamMaps::of).toList());
    all.put("feeds", state.feeds().stream().map(StreamMaps::of).toList());
    return all;
  }

  private static Map<String, Object> of(StreamState.Application application) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("id", application.id());
    one.put("state", application.state());
    one.put("queue", application.queue());
    one.put("attempt", application.attempt());
    one.put("containers", application.containers());
    one.put("tracking_url", application.trackingUrl());
    one.put(
        "told_at",
        application.told().map(ApplicationStatus::writtenAt).map(Instant::toString).orElse(null));
    one.put(
        "queries",
        application.told().map(ApplicationStatus::queries).orElse(List.of()).stream()
            .map(StreamMaps::of)
            .toList());
    return one;
  }

  private static Map<String, Object> of(QueryStatus query) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("query", query.query());
    one.put("state", query.state().text());
    one.put("since", query.since().toString());
    one.put("batch", query.batch());
    one.put("records_per_second", query.recordsPerSecond());
    one.put("lag", query.lag());
    one.put("delay_ms", query.delayMs());
    one.put("watermark", text(query.watermark()));
    one.put("state_rows", query.stateRows());
    one.put("state_bytes", query.stateBytes());
    one.put("late", query.late());
    one.put("limit", query.limit());
    one.put("restarts", query.restarts());
    one.put("last_error", query.lastError());
    one.put("last_error_at", text(query.lastErrorAt()));
    return one;
  }

  private static Map<String, Object> of(FeedProgress feed) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("feed", feed.feed());
    one.put("last_sequence", feed.lastSequence());
    one.put("landed", feed.landed());
    one.put("quarantined", feed.quarantined());
    Map<String, Long> lag = new LinkedHashMap<>();
    feed.lag().forEach((partition, records) -> lag.put(partition.toString(), records));
    one.put("lag", lag);
    one.put("stopped", feed.stopped().orElse(null));
    one.put("version", feed.version().orElse(null));
    one.put("refused_version", feed.refusedVersion().orElse(null));
    return one;
  }

  private static String text(Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
