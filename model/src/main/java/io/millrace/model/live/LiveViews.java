package io.millrace.model.live;

import io.millrace.model.feed.Feed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
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
              List.of(
                  "site STRING, user_id STRING, session_id STRING, event_type STRING, page STRING",
                  "section STRING, element STRING, previous_page STRING, time_on_page_ms LONG",
                  "response_time_ms LONG, status_code INT, country STRING, city STRING"),
              LiveViews::ofActivity),
          new Binding(
              "orders",
              Optional.of("producer_timestamp"),
              List.of(
                  "producer_timestamp TIMESTAMP, final_amount MONEY, quantity INT",
                  "unit_price MONEY, customer_id STRING, batch_number LONG"),
              feed -> List.of(new OrderWindows(feed))),
          new Binding(
              "transactions",
              Optional.empty(),
              List.of(
                  "user_id STRING, department STRING, country STRING, currency STRING",
                  "amount MONEY, account_id STRING"),
              feed -> List.of(new TransactionWindows(feed))));

  /**
   * What a feed must have for its views.
   *
   * @param time the field that windows go by where that is not the event time
   * @param fields names and types of the fields that are read
   */
  private record Binding(
      String feed,
      Optional<String> time,
      List<String> fields,
      Function<Feed, List<LiveView>> views) {

    boolean fits(Feed candidate) {
      return feed.equals(candidate.name())
          && fields.stream()
              .flatMap(line -> Arrays.stream(line.split(", ")))
              .allMatch(field -> has(candidate, field));
    }

    private static boolean has(Feed feed, String field) {
      return feed.fields().stream().anyMatch(f -> field.equals(f.name() + " " + f.type()));
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
    return List.of(
        PageActivity.SHAPE,
        SectionActivity.SHAPE,
        Navigation.SHAPE,
        Geography.SHAPE,
        OrderWindows.SHAPE,
        TransactionWindows.SHAPE);
  }

  /** The tables of their final windows. */
  public List<LiveTable> tables() {
    return views.stream().map(view -> view.shape().table()).toList();
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
    return micros == null || isAhead(micros, kafkaMicros) ? NO_TIME : micros;
  }

  /** Whether a time is more than {@link #LARGEST_LEAD} later than its record's Kafka time. */
  public static boolean isAhead(long micros, long kafkaMicros) {
    return micros - LARGEST_LEAD_MICROS > kafkaMicros;
  }

  List<LiveView> views() {
    return views;
  }

  private static List<LiveView> ofActivity(Feed feed) {
    return List.of(
        new PageActivity(feed),
        new SectionActivity(feed),
        new Navigation(feed),
        new Geography(feed));
  }
}
