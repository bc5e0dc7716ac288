package io.millrace.bench.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.live.LiveViews;
import io.millrace.model.live.ViewShape;
import io.millrace.model.live.WindowSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The live views of activity as one would write them first: each event is added to every window
 * that it is in, with a set of users and a list of times for each key.
 */
final class NaiveLive {
  private record Key(String view, long start, int seconds, List<String> dims) {}

  /** What is known of a key in a window. */
  private static final class Known {
    private final Set<String> users = new HashSet<>();
    private final List<Long> times = new ArrayList<>();
    private final List<Long> responses = new ArrayList<>();
    private long events;
    private long visits;
    private long answers;
    private long errors;

    /** All that a view tells of it, added up. */
    double told() {
      double told = users.size() + visits + p95(times) + p95(responses) + mean(times);
      return told + mean(responses) + (answers == 0 ? 0 : (double) errors / answers) + events;
    }

    private static double mean(List<Long> numbers) {
      return numbers.stream().mapToLong(Long::longValue).average().orElse(0);
    }

    private static double p95(List<Long> numbers) {
      return numbers.isEmpty()
          ? 0
          : numbers.stream().sorted().skip(numbers.size() * 95L / 100).findFirst().orElseThrow();
    }
  }

  private final Map<Key, Known> windows = new HashMap<>();
  private final Map<Key, String[]> lastMoves = new HashMap<>();
  private final Feed feed;

  NaiveLive(Feed feed) {
    this.feed = feed;
  }

  void add(Object[] row, long micros) {
    for (ViewShape shape : LiveViews.shapes()) {
      for (WindowSpec spec : shape.windows()) {
        long every = spec.every().toMillis() * 1_000;
        long size = spec.size().toMillis() * 1_000;
        long last = Math.floorDiv(micros, every) * every;
        for (long start = last; start > micros - size; start -= every) {
          add(shape.view(), start, spec.seconds(), row);
        }
      }
    }
  }

  /** All that all windows tell, added up. */
  double told() {
    return windows.values().stream().mapToDouble(Known::told).sum();
  }

  /** By view, how many events all its windows tell. */
  Map<String, Long> events() {
    Map<String, Long> events = new HashMap<>();
    windows.forEach((key, known) -> events.merge(key.view(), known.events, Long::sum));
    return events;
  }

  private void add(String view, long start, int seconds, Object[] row) {
    String type = text(row, "event_type");
    switch (view) {
      case "page_activity" -> {
        Known known = known(view, start, seconds, List.of(text(row, "site"), text(row, "page")));
        known.users.add(text(row, "user_id"));
        known.visits += type.equals("page_view") ? 1 : 0;
        known.times.add((Long) value(row, "time_on_page_ms"));
        known.responses.add((Long) value(row, "response_time_ms"));
        known.answers++;
        known.errors += (Integer) value(row, "status_code") >= 400 ? 1 : 0;
      }
      case "section_activity" -> {
        if (!type.equals("page_view")) {
          known(
              view,
              start,
              seconds,
              List.of(
                  text(row, "site"),
                  text(row, "page"),
                  text(row, "section"),
                  text(row, "element")));
        }
      }
      case "geography" ->
          known(view, start, seconds, List.of(text(row, "country"), text(row, "city")))
              .users
              .add(text(row, "user_id"));
      case "navigation" -> {
        if (type.equals("page_view")) {
          addMove(view, start, seconds, row);
        }
      }
      default -> {}
    }
  }

  private void addMove(String view, long start, int seconds, Object[] row) {
    String site = text(row, "site");
    String from = text(row, "previous_page");
    String to = text(row, "page");
    known(view, start, seconds, List.of(site, from, to, ""));
    Key session = new Key(view, start, seconds, List.of(site, text(row, "session_id")));
    String[] before = lastMoves.put(session, new String[] {from, to});
    if (before != null && before[1].equals(from)) {
      known(view, start, seconds, List.of(site, before[0], from, to));
    }
  }

  private Known known(String view, long start, int seconds, List<String> dims) {
    Known known = windows.computeIfAbsent(new Key(view, start, seconds, dims), key -> new Known());
    known.events++;
    return known;
  }

  private String text(Object[] row, String field) {
    Object value = value(row, field);
    return value == null ? "" : (String) value;
  }

  private Object value(Object[] row, String field) {
    return row[feed.indexOf(field)];
  }
}
