package io.millrace.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a file of generated activity says of funnels and ways, worked out from what the tables'
 * columns promise and from nothing of the product.
 */
final class GeneratedVisits {

  private static final Duration GAP = Duration.ofMinutes(30);
  private static final Duration WINDOW = Duration.ofHours(24);
  private static final List<Predicate<Event>> PURCHASE =
      List.of(
          e -> e.isView() && e.page().startsWith("/product/"),
          e -> e.isView() && e.page().equals("/cart"),
          e -> e.isView() && e.page().equals("/checkout"),
          e -> e.isView() && e.page().equals("/confirmation"));

  private record Event(
      String site, String visitor, Instant time, String type, String page, String country) {

    boolean isView() {
      return type.equals("page_view");
    }

    String day() {
      return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
    }
  }

  /** An attempt: the entry, and when each step was taken. */
  private record Way(Event entry, List<Instant> taken) {}

  private final Map<String, List<Event>> visitors;
  private final long records;

  private GeneratedVisits(Map<String, List<Event>> visitors, long records) {
    this.visitors = visitors;
    this.records = records;
  }

  static GeneratedVisits read(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, List<Event>> visitors = new TreeMap<>();
    long records = 0;
    for (String line : Files.readAllLines(file)) {
      JsonNode record = json.readTree(line);
      Event event =
          new Event(
              record.get("site").asText(),
              record.get("user_id").asText(),
              Instant.parse(record.get("event_time").asText()),
              record.get("event_type").asText(),
              record.get("page").asText(),
              record.get("country").asText());
      visitors
          .computeIfAbsent(event.site() + " " + event.visitor(), v -> new ArrayList<>())
          .add(event);
      records++;
    }
    // a stable sort: what happens at the same time stays in the order of the file
    visitors.values().forEach(events -> events.sort(Comparator.comparing(Event::time)));
    return new GeneratedVisits(visitors, records);
  }

  long records() {
    return records;
  }

  /** Rows of the funnel purchase, for all and by country. */
  List<String> purchases() {
    Map<String, List<Way>> counted = new TreeMap<>();
    for (List<Event> events : visitors.values()) {
      for (Way way : furthestOfEachDay(events)) {
        String of = way.entry().day() + "|" + way.entry().site();
        counted.computeIfAbsent(of + "|all|", k -> new ArrayList<>()).add(way);
        counted
            .computeIfAbsent(of + "|country|" + way.entry().country(), k -> new ArrayList<>())
            .add(way);
      }
    }
    List<String> rows = new ArrayList<>();
    counted.forEach((of, ways) -> rows.addAll(steps(of, ways)));
    return rows;
  }

  /** Rows of transitions from a page to the next. */
  List<String> waysFrom(String page) {
    Map<String, Integer> counts = new TreeMap<>();
    for (List<Event> session : sessions()) {
      List<String> pages = session.stream().filter(Event::isView).map(Event::page).toList();
      for (int i = 0; i < pages.size(); i++) {
        if (pages.get(i).equals(page)) {
          String next = i + 1 < pages.size() ? pages.get(i + 1) : "";
          Event first = session.get(0);
          counts.merge(
              String.join("|", first.day(), first.site(), page, next), 1, Integer::sum);
        }
      }
    }
    return counts.entrySet().stream().map(e -> e.getKey() + "|" + e.getValue()).toList();
  }

  /** How many visitors of each site came first on each day. */
  List<String> newVisitors() {
    Map<String, Integer> counts = new TreeMap<>();
    visitors.values().forEach(
        events -> counts.merge(events.get(0).day() + "|" + events.get(0).site(), 1, Integer::sum));
    return counts.entrySet().stream().map(e -> e.getKey() + "|" + e.getValue()).toList();
  }

  private static List<Way> furthestOfEachDay(List<Event> events) {
    Map<String, Way> furthest = new LinkedHashMap<>();
    for (int i = 0; i < events.size(); i++) {
      if (PURCHASE.get(0).test(events.get(i))) {
        Way way = follow(events, i);
        Way before = furthest.get(way.entry().day());
        if (before == null || way.taken().size() >= before.taken().size()) {
          furthest.put(way.entry().day(), way);
        }
      }
    }
    return List.copyOf(furthest.values());
  }

  private static Way follow(List<Event> events, int entry) {
    List<Instant> taken = new ArrayList<>(List.of(events.get(entry).time()));
    Instant last = taken.get(0).plus(WINDOW);
    for (Event event : events.subList(entry + 1, events.size())) {
      if (taken.size() < PURCHASE.size()
          && PURCHASE.get(taken.size()).test(event)
          && !event.time().isAfter(last)) {
        taken.add(event.time());
      }
    }
    return new Way(events.get(entry), taken);
  }

  private static List<String> steps(String of, List<Way> ways) {
    List<String> rows = new ArrayList<>();
    for (int step = 1; step <= PURCHASE.size(); step++) {
      int number = step;
      long entered = ways.stream().filter(w -> w.taken().size() >= number).count();
      List<Way> wentOn = ways.stream().filter(w -> w.taken().size() > number).toList();
      long converted = step == PURCHASE.size() ? entered : wentOn.size();
      rows.add(
          "%s|%d|%d|%d|%d|%s"
              .formatted(
                  of, step, entered, converted, entered - converted, median(wentOn, number)));
    }
    return rows;
  }

  /** Seconds from a step to the next. */
  private static String median(List<Way> ways, int step) {
    if (ways.isEmpty()) {
      return "\\N";
    }
    List<Long> micros =
        ways.stream()
            .map(w -> Duration.between(w.taken().get(step - 1), w.taken().get(step)))
            .map(d -> d.toNanos() / 1_000)
            .sorted()
            .toList();
    int middle = micros.size() / 2;
    double median =
        micros.size() % 2 == 1
            ? micros.get(middle)
            : (micros.get(middle - 1) + micros.get(middle)) / 2.0;
    return String.format(Locale.ROOT, "%.6f", median / 1_000_000);
  }

  private List<List<Event>> sessions() {
    List<List<Event>> sessions = new ArrayList<>();
    for (List<Event> events : visitors.values()) {
      Instant last = Instant.MIN;
      for (Event event : events) {
        if (last.equals(Instant.MIN)
            || Duration.between(last, event.time()).compareTo(GAP) > 0) {
          sessions.add(new ArrayList<>());
        }
        sessions.get(sessions.size() - 1).add(event);
        last = event.time();
      }
    }
    return sessions;
  }
}
