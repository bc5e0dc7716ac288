package io.millrace.warehouse.quality;

import io.millrace.model.quality.Check;
import io.millrace.model.quality.Measured;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One statement that measures all that is asked of some tables, in one pass over each, and what its
 * answer means. Spark and Hive understand it alike.
 *
 * <p>Every row becomes the number of its table, whether it is of a week before, its partition and
 * what each check looks at; all of them are put together and counted by partition.
 */
final class Measurement {

  private static final String NOTHING = "CAST(NULL AS STRING)";
  private static final int KEYS = 5;

  private final List<Staged> tables;
  private final int violations;
  private final int uniques;
  private final int latest;

  /** What a check looks at has the same place in every table's part of the statement. */
  private record Looks(List<Check> violations, List<Check> uniques, List<Check> latest) {

    static Looks of(Staged table) {
      List<Check> violations = new ArrayList<>();
      List<Check> uniques = new ArrayList<>();
      List<Check> latest = new ArrayList<>();
      for (Check check : table.checks()) {
        if (check instanceof Check.Unique) {
          uniques.add(check);
        } else if (check instanceof Check.Fresh) {
          latest.add(check);
        } else if (!(check instanceof Check.Volume)) {
          violations.add(check);
        }
      }
      return new Looks(violations, uniques, latest);
    }
  }

  Measurement(List<Staged> tables) {
    this.tables = List.copyOf(tables);
    List<Looks> looks = tables.stream().map(Looks::of).toList();
    this.violations = looks.stream().mapToInt(l -> l.violations().size()).max().orElse(0);
    this.uniques = looks.stream().mapToInt(l -> l.uniques().size()).max().orElse(0);
    this.latest = looks.stream().mapToInt(l -> l.latest().size()).max().orElse(0);
  }

  /** The statement; empty when there is nothing to measure. */
  String sql() {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      Staged table = tables.get(i);
      if (table.source().isPresent() && !table.partitions().isEmpty()) {
        parts.add(written(i, table));
      }
      if (table.asks(Check.Volume.class) && !table.partitions().isEmpty()) {
        parts.add(weekBefore(i, table));
      }
    }
    if (parts.isEmpty()) {
      return "";
    }
    List<String> columns = new ArrayList<>(List.of("place", "is_before", "dt", "hr", "COUNT(*)"));
    names("v", violations).forEach(v -> columns.add("SUM(%s)".formatted(v)));
    names("u", uniques)
        .forEach(u -> columns.add("COUNT(%1$s) - COUNT(DISTINCT %1$s)".formatted(u)));
    names("l", latest).forEach(l -> columns.add("MAX(%s)".formatted(l)));
    return "SELECT %s\nFROM (\n%s\n) looks\nGROUP BY place, is_before, dt, hr"
        .formatted(String.join(", ", columns), String.join("\nUNION ALL\n", parts));
  }

  /** What the statement's answer tells of each partition, table by table in their order. */
  List<SortedMap<PartitionKey, Measured>> read(List<List<String>> answer) throws PublishException {
    List<Map<PartitionKey, Long>> before = perTable();
    for (List<String> row : answer) {
      if (row.get(1).equals("1")) {
        before.get(Integer.parseInt(row.get(0))).put(key(row), Long.parseLong(row.get(4)));
      }
    }
    List<SortedMap<PartitionKey, Measured>> measured = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      SortedMap<PartitionKey, Measured> ofTable = new TreeMap<>();
      for (PartitionKey key : tables.get(i).partitions()) {
        ofTable.put(key, Measured.empty(weekBefore(before.get(i), key)));
      }
      measured.add(ofTable);
    }
    for (List<String> row : answer) {
      if (row.get(1).equals("0")) {
        int place = Integer.parseInt(row.get(0));
        PartitionKey key = key(row);
        measured
            .get(place)
            .put(key, measured(tables.get(place), row, weekBefore(before.get(place), key)));
      }
    }
    return measured;
  }

  private Measured measured(Staged table, List<String> row, OptionalLong weekBefore)
      throws PublishException {
    Looks looks = Looks.of(table);
    Map<Check, Long> counts = new HashMap<>();
    int at = KEYS;
    for (int i = 0; i < looks.violations().size(); i++) {
      counts.put(looks.violations().get(i), Long.parseLong(row.get(at + i)));
    }
    at += violations;
    for (int i = 0; i < looks.uniques().size(); i++) {
      counts.put(looks.uniques().get(i), Long.parseLong(row.get(at + i)));
    }
    at += uniques;
    Map<Check, Instant> times = new HashMap<>();
    for (int i = 0; i < looks.latest().size(); i++) {
      String time = row.get(at + i);
      if (time != null) {
        times.put(looks.latest().get(i), time(table, looks.latest().get(i), time));
      }
    }
    return new Measured(Long.parseLong(row.get(4)), counts, times, weekBefore);
  }

  private String written(int place, Staged table) {
    Looks looks = Looks.of(table);
    Map<Check.References, String> joins = new LinkedHashMap<>();
    looks.violations().stream()
        .filter(Check.References.class::isInstance)
        .map(Check.References.class::cast)
        .forEach(check -> joins.put(check, "r" + joins.size()));
    List<String> columns = keys(place, 0, table);
    columns.addAll(
        slots("v", violations, "0", looks.violations().stream().map(c -> violation(c, joins))));
    columns.addAll(
        slots("u", uniques, NOTHING, looks.uniques().stream().map(c -> identity(c.columns()))));
    columns.addAll(
        slots("l", latest, NOTHING, looks.latest().stream().map(c -> text(c.columns().get(0)))));
    String others =
        joins.entrySet().stream()
            .map(join -> join(table, join.getKey(), join.getValue()))
            .collect(Collectors.joining());
    return "SELECT %s\nFROM %s x%s\nWHERE %s"
        .formatted(
            String.join(", ", columns),
            table.source().orElseThrow(),
            others,
            among(table.partitions()));
  }

  private String weekBefore(int place, Staged table) {
    List<String> columns = keys(place, 1, table);
    columns.addAll(slots("v", violations, "0", Stream.of()));
    columns.addAll(slots("u", uniques, NOTHING, Stream.of()));
    columns.addAll(slots("l", latest, NOTHING, Stream.of()));
    return "SELECT %s\nFROM %s x\nWHERE %s"
        .formatted(
            String.join(", ", columns),
            table.table(),
            among(table.partitions().stream().map(PartitionKey::weekBefore).toList()));
  }

  private static List<String> keys(int place, int isBefore, Staged table) {
    boolean isHourly = table.partitions().first().hour().isPresent();
    return new ArrayList<>(
        List.of(
            place + " AS place",
            isBefore + " AS is_before",
            "x.`dt` AS dt",
            (isHourly ? "x.`hour`" : NOTHING) + " AS hr"));
  }

  private static String violation(Check check, Map<Check.References, String> joins) {
    String condition;
    if (check instanceof Check.NotNull notNull) {
      condition =
          notNull.columns().stream()
              .map(column -> quoted(column) + " IS NULL")
              .collect(Collectors.joining(" OR "));
    } else if (check instanceof Check.InRange range) {
      String column = quoted(range.column());
      condition =
          Stream.concat(
                  range.min().map(min -> column + " < " + min.toPlainString()).stream(),
                  range.max().map(max -> column + " > " + max.toPlainString()).stream())
              .collect(Collectors.joining(" OR "));
    } else if (check instanceof Check.References reference) {
      condition =
          "%s IS NOT NULL AND %s.known IS NULL"
              .formatted(quoted(reference.column()), joins.get(reference));
    } else {
      throw new IllegalArgumentException("not asked of rows: " + check);
    }
    return "CASE WHEN %s THEN 1 ELSE 0 END".formatted(condition);
  }

  /** A text that two rows share only if they have the same values. */
  private static String identity(List<String> columns) {
    if (columns.size() == 1) {
      return text(columns.get(0));
    }
    return columns.stream()
        .map(Measurement::text)
        .map(
            text ->
                "COALESCE(CONCAT(CAST(LENGTH(%1$s) AS STRING), ':', %1$s), '-')".formatted(text))
        .collect(Collectors.joining(", ", "CONCAT(", ")"));
  }

  private static String join(Staged table, Check.References check, String alias) {
    return "\nLEFT JOIN (SELECT DISTINCT `%s` AS known FROM %s WHERE `dt` >= '%s' AND `dt` <= '%s') %s ON %s = %s.known"
        .formatted(
            check.to(),
            check.table(),
            table.partitions().first().day().minusDays(check.days()),
            table.partitions().last().day(),
            alias,
            quoted(check.column()),
            alias);
  }

  /**
   * By partition columns alone. These and no others: what is not asked for may have no folder any
   * more.
   */
  private static String among(Collection<PartitionKey> keys) {
    if (keys.iterator().next().hour().isEmpty()) {
      return days(keys.stream().map(PartitionKey::day));
    }
    Map<LocalDate, Set<String>> hours = new TreeMap<>();
    keys.forEach(
        key ->
            hours.computeIfAbsent(key.day(), day -> new TreeSet<>()).add(key.values().get("hour")));
    Map<Set<String>, List<LocalDate>> alike = new LinkedHashMap<>();
    hours.forEach((day, its) -> alike.computeIfAbsent(its, any -> new ArrayList<>()).add(day));
    return alike.entrySet().stream()
        .map(
            some ->
                "(%s AND x.`hour` IN (%s))"
                    .formatted(days(some.getValue().stream()), literals(some.getKey().stream())))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private static String days(Stream<LocalDate> days) {
    return "x.`dt` IN (%s)".formatted(literals(days.map(LocalDate::toString)));
  }

  private static String literals(Stream<String> values) {
    return values.collect(Collectors.toCollection(TreeSet::new)).stream()
        .map("'%s'"::formatted)
        .collect(Collectors.joining(", "));
  }

  /** So many columns of that name and number: the expressions, then what stands for nothing. */
  private static List<String> slots(
      String name, int count, String nothing, Stream<String> expressions) {
    List<String> filled = expressions.toList();
    return IntStream.range(0, count)
        .mapToObj(i -> (i < filled.size() ? filled.get(i) : nothing) + " AS " + name + i)
        .toList();
  }

  private static List<String> names(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> name + i).toList();
  }

  private static String quoted(String column) {
    return "x.`%s`".formatted(column);
  }

  private static String text(String column) {
    return "CAST(%s AS STRING)".formatted(quoted(column));
  }

  private List<Map<PartitionKey, Long>> perTable() {
    List<Map<PartitionKey, Long>> maps = new ArrayList<>();
    tables.forEach(table -> maps.add(new HashMap<>()));
    return maps;
  }

  private static OptionalLong weekBefore(Map<PartitionKey, Long> before, PartitionKey key) {
    Long rows = before.get(key.weekBefore());
    return rows == null ? OptionalLong.empty() : OptionalLong.of(rows);
  }

  private static PartitionKey key(List<String> row) {
    Map<String, String> values = new HashMap<>();
    values.put("dt", row.get(2));
    if (row.get(3) != null) {
      values.put("hour", row.get(3));
    }
    return PartitionKey.ofValues(values);
  }

  private static Instant time(Staged table, Check check, String text) throws PublishException {
    try {
      return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new RefusedException(
          "Check %s of %s asks how fresh column %s is, whose latest value is '%s': it must be a TIMESTAMP. Change it in conf/quality.yaml and run again."
              .formatted(check.name(), table.table(), check.columns().get(0), text),
          e);
    }
  }
}
