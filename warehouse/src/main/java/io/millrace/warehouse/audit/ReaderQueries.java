package io.millrace.warehouse.audit;

import io.millrace.model.landing.EventHour;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Asks Hive what its readers see of feeds. */
final class ReaderQueries {

  private static final String COUNTS = resource("counts.hql");
  private static final String DAYS = resource("days.hql");
  private static final String JUMPS = resource("jumps.hql");
  private static final String HOURS = resource("hours.hql");
  private static final String ROWS = resource("rows.hql");
  private static final String TOTALS = resource("totals.hql");
  private static final String REFUSED = resource("refused.hql");

  private final WarehouseAudit.Reader reader;
  private final long otherwise;

  /**
   * @param otherwise up to which offset to count partitions of topics that nobody has named
   */
  ReaderQueries(WarehouseAudit.Reader reader, long otherwise) {
    this.reader = reader;
    this.otherwise = otherwise;
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
            .map(e -> upTo(COUNTS, e.getKey(), e.getValue()))
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

  /**
   * Counts days of all feeds by one query.
   *
   * @param endsByFeed per feed and partition, up to which offset to count, exclusive
   * @param days some, not all
   */
  Map<String, DayFacts> days(Map<String, SortedMap<Integer, Long>> endsByFeed, AuditedDays days)
      throws PublishException {
    Map<String, Map<String, DayFacts.DayRows>> raw = new HashMap<>();
    Map<String, Map<String, DayFacts.DayRows>> quarantine = new HashMap<>();
    String query =
        endsByFeed.entrySet().stream()
            .map(e -> upTo(DAYS, e.getKey(), e.getValue()).replace("${days}", days.quoted()))
            .collect(Collectors.joining("\nUNION ALL\n"));
    for (List<String> row : reader.rows(query)) {
      (row.get(1).equals("raw") ? raw : quarantine)
          .computeIfAbsent(row.get(0), feed -> new HashMap<>())
          .merge(
              row.get(2),
              new DayFacts.DayRows(Long.parseLong(row.get(4)), Long.parseLong(row.get(5))),
              DayFacts.DayRows::and);
    }
    Map<String, DayFacts> all = new HashMap<>();
    for (String feed : endsByFeed.keySet()) {
      all.put(
          feed,
          new DayFacts(
              days.partitions(),
              raw.getOrDefault(feed, Map.of()),
              quarantine.getOrDefault(feed, Map.of())));
    }
    return all;
  }

  /** Where neighbouring rows of one feed are not one offset apart. */
  List<Jump> jumps(String feed, SortedMap<Integer, Long> ends) throws PublishException {
    List<Jump> jumps = new ArrayList<>();
    for (List<String> row : reader.rows(upTo(JUMPS, feed, ends))) {
      jumps.add(
          new Jump(
              Integer.parseInt(row.get(0)),
              Long.parseLong(row.get(1)),
              Long.parseLong(row.get(2))));
    }
    return jumps;
  }

  /** Counts the hours of all feeds whose ids are known, landed and curated, by one query. */
  Map<String, List<HourCounts>> hours(List<AuditedFeed> feeds, AuditedDays days)
      throws PublishException {
    Map<String, List<HourCounts>> hours = new HashMap<>();
    feeds.forEach(feed -> hours.put(feed.name(), new ArrayList<>()));
    String rows =
        feeds.stream()
            .filter(feed -> feed.idField().isPresent())
            .map(
                feed ->
                    ROWS.replace("${feed}", feed.name())
                        .replace("${id}", feed.idField().get())
                        .replace("${where}", days.where()))
            .collect(Collectors.joining("\nUNION ALL\n"));
    if (rows.isEmpty()) {
      return hours;
    }
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

  /** Counts the rows of quarantine of some feeds, by feed and reason. */
  Map<String, Map<String, Long>> refused(Collection<String> feeds) throws PublishException {
    Map<String, Map<String, Long>> refused = new HashMap<>();
    feeds.forEach(feed -> refused.put(feed, new HashMap<>()));
    String quoted = feeds.stream().map("'%s'"::formatted).collect(Collectors.joining(", "));
    for (List<String> row : reader.rows(REFUSED.replace("${feeds}", quoted))) {
      refused.get(row.get(0)).put(row.get(1), Long.parseLong(row.get(2)));
    }
    return refused;
  }

  /**
   * What marts add up to, and what they are made from, by name and day, and by name and hour where
   * rows are of one.
   */
  Map<String, Map<String, Long>> totals(AuditedDays days) throws PublishException {
    Map<String, Map<String, Long>> totals = new HashMap<>();
    for (List<String> row : reader.rows(TOTALS.replace("${where}", days.where()))) {
      Map<String, Long> amounts = totals.computeIfAbsent(row.get(0), name -> new HashMap<>());
      long amount = Long.parseLong(row.get(3));
      amounts.merge(row.get(1), amount, Long::sum);
      if (!row.get(2).isEmpty()) {
        amounts.put("%sT%s".formatted(row.get(1), row.get(2)), amount);
      }
    }
    return totals;
  }

  private String upTo(String template, String feed, SortedMap<Integer, Long> ends) {
    return filled(template, feed, ends).replace("${otherwise}", Long.toString(otherwise));
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
