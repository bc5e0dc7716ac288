package io.millrace.model.live;

import io.millrace.model.state.Hash64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The windows of activity computed from the events themselves, as one would by hand. */
final class NaiveWindows {
  private final Map<String, List<Object>> rows = new TreeMap<>();

  /** By the key that {@link WindowRow#key} gives, the values. */
  static Map<String, List<Object>> of(List<Visit> events) {
    NaiveWindows naive = new NaiveWindows();
    for (ViewShape shape : LiveViews.shapes()) {
      for (WindowSpec spec : shape.windows()) {
        long seconds = spec.seconds();
        long every = spec.every().toSeconds();
        events.stream()
            .flatMapToLong(event -> starts(event.second(), seconds, every))
            .distinct()
            .forEach(
                start ->
                    naive.window(
                        shape,
                        start,
                        spec.seconds(),
                        events.stream()
                            .filter(e -> e.second() >= start && e.second() < start + seconds)
                            .toList()));
      }
    }
    return naive.rows;
  }

  private static LongStream starts(long second, long seconds, long every) {
    long last = Math.floorDiv(second, every) * every;
    return LongStream.iterate(last, start -> start > second - seconds, start -> start - every);
  }

  private void window(ViewShape shape, long start, int seconds, List<Visit> events) {
    switch (shape.view()) {
      case "page_activity" ->
          each(events, e -> e.page() != null, e -> Arrays.asList("", e.page()))
              .forEach((dims, of) -> put(shape, start, seconds, dims, pageActivity(of)));
      case "section_activity" ->
          each(
                  events,
                  e -> e.page() != null && List.of("click", "section_view").contains(e.type()),
                  e -> Arrays.asList("", e.page(), "", e.element()))
              .forEach(
                  (dims, of) ->
                      put(
                          shape,
                          start,
                          seconds,
                          dims,
                          List.of(
                              (long) of.size(), count(of, "section_view"), count(of, "click"))));
      case "geography" ->
          each(events, e -> true, e -> Arrays.asList("", e.city() == null ? "" : e.city()))
              .forEach(
                  (dims, of) ->
                      put(shape, start, seconds, dims, List.of(visitors(of), (long) of.size())));
      case "navigation" -> navigation(shape, start, seconds, events);
      default -> {}
    }
  }

  private void navigation(ViewShape shape, long start, int seconds, List<Visit> events) {
    Map<List<String>, Long> counts = new TreeMap<>(Comparator.comparing(Object::toString));
    each(
            events,
            e -> e.type().equals("page_view") && e.page() != null && e.previous() != null,
            e -> List.of(e.session()))
        .forEach(
            (session, moves) -> {
              TreeMap<Move, Visit> once = new TreeMap<>();
              moves.forEach(e -> once.put(new Move(e.micros(), 0, Hash64.of(e.id()), "", ""), e));
              Visit before = null;
              for (Visit move : once.values()) {
                counts.merge(List.of("", move.previous(), move.page(), ""), 1L, Long::sum);
                if (before != null && before.page().equals(move.previous())) {
                  counts.merge(
                      List.of("", before.previous(), before.page(), move.page()), 1L, Long::sum);
                }
                before = move;
              }
            });
    counts.forEach((dims, count) -> put(shape, start, seconds, dims, List.of(count)));
  }

  private static List<Object> pageActivity(List<Visit> of) {
    long[] times = of.stream().filter(e -> e.millis() != null).mapToLong(Visit::millis).toArray();
    long[] responses = Arrays.stream(times).map(millis -> millis / 7).toArray();
    long answers = of.stream().filter(e -> e.status() != null).count();
    long errors = of.stream().filter(e -> e.status() != null && e.status() >= 400).count();
    return Arrays.asList(
        visitors(of),
        count(of, "page_view"),
        mean(times),
        p95(times),
        mean(responses),
        p95(responses),
        answers,
        errors,
        answers == 0 ? null : (double) errors / answers,
        (long) of.size());
  }

  private static Double mean(long[] numbers) {
    return numbers.length == 0 ? null : (double) LongStream.of(numbers).sum() / numbers.length;
  }

  private static Double p95(long[] numbers) {
    if (numbers.length == 0) {
      return null;
    }
    long[] sorted = LongStream.of(numbers).sorted().toArray();
    int hundredths = 95 * (sorted.length - 1);
    double lower = sorted[hundredths / 100];
    double upper = sorted[Math.min(hundredths / 100 + 1, sorted.length - 1)];
    return (lower * (100 - hundredths % 100) + upper * (hundredths % 100)) / 100;
  }

  private static long visitors(List<Visit> of) {
    return of.stream().map(Visit::visitor).distinct().count();
  }

  private static long count(List<Visit> of, String type) {
    return of.stream().filter(e -> e.type().equals(type)).count();
  }

  private static Map<List<String>, List<Visit>> each(
      List<Visit> events, Predicate<Visit> which, Function<Visit, List<String>> dims) {
    return events.stream().filter(which).collect(Collectors.groupingBy(dims));
  }

  private void put(
      ViewShape shape, long start, int seconds, List<String> dims, List<Object> values) {
    WindowRow row =
        new WindowRow(shape, start * 1_000_000, seconds, dims, new Object[0], 1, 1, true);
    rows.put(row.key(), new ArrayList<>(values));
  }
}
