package io.millrace.model.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FieldType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The live views of a feed. They belong to the feeds {@code activity}, {@code orders} and {@code
 * transactions} and read fields of these; a feed of that name that lacks one of the fields, or has
 * it of another type, has no views, and nor has any other feed.
 */
public final class LiveViews {

  /** What {@link #timeOf} answers for a row that no view counts. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /**
   * How much later than its Kafka time a row's time may be. One that is later comes from a clock
   * that is wrong; counted, it would make all windows final before their time.
   */
  public static final Duration LARGEST_LEAD = Duration.ofMinutes(1);

  private static final long LARGEST_LEAD_MICROS = LARGEST_LEAD.toNanos() / 1_000;

  private static final List<Binding> BINDINGS =
      List.of(
          new Binding(
              "activity",
              Optional.empty(),
              Map.of(
                  "site", FieldType.STRING,
                  "user_id", FieldType.STRING,
                  "session_id", FieldType.STRING,
                  "event_type", FieldType.STRING,
                  "page", FieldType.STRING,
                  "time_on_page_ms", FieldType.LONG,
                  "response_time_ms", FieldType.LONG,
                  "status_code", FieldType.INT),
              feed -> List.of(new PageActivity(feed))));

  /**
   * What a feed must have for its views.
   *
   * @param time the field that windows go by where that is not the event time
   */
  private record Binding(
      String feed,
      Optional<String> time,
      Map<String, FieldType> fields,
      Function<Feed, List<LiveView>> views) {

    boolean fits(Feed candidate) {
      return feed.equals(candidate.name())
          && fields.entrySet().stream().allMatch(e -> has(candidate, e.getKey(), e.getValue()));
    }

    private static boolean has(Feed feed, String name, FieldType type) {
      return feed.fields().stream().anyMatch(f -> f.name().equals(name) && f.type() == type);
    }
  }

  private final List<LiveView> views;
  private final int time;
  private final boolean includesRuns;

  private LiveViews(List<LiveView> views, int time, boolean includesRuns) {
    this.views = views;
    this.time = time;
    this.includesRuns = includesRuns;
  }

  /** The views of that feed; none when it has none. */
  public static LiveViews of(Feed feed) {
    for (Binding binding : BINDINGS) {
      if (binding.fits(feed)) {
        String field = binding.time().orElse(feed.eventTimeField());
        return new LiveViews(
            binding.views().apply(feed), feed.indexOf(field), binding.time().isPresent());
      }
    }
    return new LiveViews(List.of(), 0, false);
  }

  /** The shapes of all views that there are. */
  public static List<ViewShape> shapes() {
    return List.of(PageActivity.SHAPE);
  }

  public boolean isEmpty() {
    return views.isEmpty();
  }

  /**
   * Whether records of a run are counted as well. They are where windows go by the time of sending,
   * and not where they go by event time: last year, replayed, is nothing live.
   */
  public boolean includesRuns() {
    return includesRuns;
  }

  /**
   * The time that places a row in its windows, in microseconds; {@link #NO_TIME} when it has none
   * or is more than {@link #LARGEST_LEAD} ahead of its Kafka time.
   */
  public long timeOf(Object[] row, long kafkaMicros) {
    Long micros = (Long) row[time];
    return micros == null || micros - LARGEST_LEAD_MICROS > kafkaMicros ? NO_TIME : micros;
  }

  List<LiveView> views() {
    return views;
  }
}
