package io.millrace.warehouse.audit;

import io.millrace.model.landing.EventHour;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Asks Hive what its readers see of feeds. */
final class ReaderQueries {

  private static final String COUNTS = resource("counts.hql");
  private static final String JUMPS = resource("jumps.hql");
  private static final String HOURS = resource("hours.hql");
  private static final String ROWS = resource("rows.hql");
  private static final String TOTALS = resource("totals.hql");

  private final WarehouseAudit.Reader reader;

  ReaderQueries(WarehouseAudit.Reader reader) {
    this.reader = reader;
  }

  /**
   * The counts of one feed.
   *
   * @param raw in the raw table, by partition
   * @param quarantine in quarantine, by partition
   */
  record Counts(Map<Integer, TableCounts> raw, Map<Integer, TableCounts> quarantine) {

    static Counts none() {
      return new Counts(new HashMap<>(), new HashMap<>());
    }
  }

  /**
   * Counts all feeds by one query, because each costs a start of its own.
   *
   * @param endsByFeed per feed and partition, up to which offset to count, exclusive
   */
  Map<String, Counts> counts(Map<String, SortedMap<Integer, Long>> endsByFeed)
      throws PublishException {
    Map<String, Counts> counts = new HashMap<>();
    endsByFeed.keySet().forEach(feed -> counts.put(feed, Counts.none()));
    String query =
        endsByFeed.entrySet().stream()
            .map(e -> filled(COUNTS, e.getKey(), e.getValue()))
            .collect(Collectors.joining("\nUNION ALL\n"));
    for (List<String> row : reader.rows(query)) {
      Counts of = counts.get(row.get(0));
      Map<Integer, TableCounts> zone = row.get(1).equals("raw") ? of.raw() : of.quarantine();
      zone.put(
          Integer.parseInt(row.get(2)),
          new TableCounts(
              Long.parseLong(row.get(3)),
              Long.parseLong(row.get(4)),
              Long.parseLong(row.get(5)),
              Long.parseLong(row.get(6))));
    }
    return counts;
  }

  /** Where neighbouring rows of one feed are not one offset apart. */
  List<Jump> jumps(String feed, SortedMap<Integer, Long> ends) throws PublishException {
    List<Jump> jumps = new ArrayList<>();
    for (List<String> row : reader.rows(filled(JUMPS, feed, ends))) {
      jumps.add(
          new Jump(
              Integer.parseInt(row.get(0)),
              Long.parseLong(row.get(1)),
              Long.parseLong(row.get(2))));
    }
    return jumps;
  }

  /** Counts the hours of all feeds, landed and curated, by one query. */
  Map<String, List<HourCounts>> hours(List<AuditedFeed> feeds) throws PublishException {
    Map<String, List<HourCounts>> hours = new HashMap<>();
    feeds.forEach(feed -> hours.put(feed.name(), new ArrayList<>()));
    String rows =
        feeds.stream()
            .map(feed -> ROWS.replace("${feed}", feed.name()).replace("${id}", feed.idField()))
            .collect(Collectors.joining("\nUNION ALL\n"));
    for (List<String> row : reader.rows(HOURS.replace("${rows}", rows))) {
      hours
          .get(row.get(0))
          .add(
              new HourCounts(
                  EventHour.parse(row.get(1), row.get(2)),
                  Long.parseLong(row.get(3)),
                  Long.parseLong(row.get(4)),
                  Long.parseLong(row.get(5)),
                  Long.parseLong(row.get(6))));
    }
    hours.values().forEach(list -> list.sort(Comparator.comparing(HourCounts::hour)));
    return hours;
  }

  /** What marts add up to, and what they are made from, by name and day. */
  Map<String, Map<String, Long>> totals() throws PublishException {
    Map<String, Map<String, Long>> totals = new HashMap<>();
    for (List<String> row : reader.rows(TOTALS)) {
      totals
          .computeIfAbsent(row.get(0), name -> new HashMap<>())
          .put(row.get(1), Long.parseLong(row.get(2)));
    }
    return totals;
  }

  static String filled(String template, String feed, SortedMap<Integer, Long> ends) {
    // a topic without partitions is not one; the branch only keeps the expression well-formed
    String branches =
        ends.isEmpty()
            ? "WHEN -1 THEN 0"
            : ends.entrySet().stream()
                .map(e -> "WHEN %d THEN %d".formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining(" "));
    return template.replace("${feed}", feed).replace("${ends}", branches).strip();
  }

  private static String resource(String name) {
    try (InputStream in = ReaderQueries.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
