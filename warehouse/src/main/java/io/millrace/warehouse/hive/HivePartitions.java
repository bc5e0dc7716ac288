package io.millrace.warehouse.hive;

import io.millrace.model.landing.HourFiles;
import io.millrace.warehouse.publish.DroppablePartitions;
import io.millrace.warehouse.publish.Marts;
import io.millrace.warehouse.publish.PartitionFiles;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.Published;
import io.millrace.warehouse.publish.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Partitions, through HiveServer2. Not thread-safe. */
public final class HivePartitions implements Marts.Catalog, DroppablePartitions {

  private static final String LOCATION = "Location:";
  private static final String CREATED = "CreateTime:";

  /** As a {@link java.util.Date} writes itself, in which Hive tells times of tables. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss zzz yyyy", Locale.ENGLISH);

  private static final String LOG = "log=";
  private static final String PARTITIONED_BY = "# Partition Information";
  private static final Set<List<String>> BY_DAY = Set.of(List.of("dt"), List.of("dt", "hour"));

  private final Connection connection;

  public HivePartitions(Connection connection) {
    this.connection = connection;
  }

  @Override
  public boolean exists(TableName table) throws PublishException {
    String sql = "SHOW TABLES IN %s LIKE '%s'".formatted(table.database(), table.table());
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next();
    } catch (SQLException e) {
      throw refused(sql, e);
    }
  }

  @Override
  public Instant created(TableName table) throws PublishException {
    String sql = "DESCRIBE FORMATTED " + table;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        if (CREATED.equals(text(rows, 1))) {
          return instant(text(rows, 2));
        }
      }
      throw new PublishException("Hive answered no %s to: %s".formatted(CREATED, sql));
    } catch (DateTimeException e) {
      throw new PublishException(
          "Hive answered no time for %s to '%s': %s".formatted(CREATED, sql, e.getMessage()), e);
    } catch (SQLException e) {
      throw refused(sql, e);
    }
  }

  /**
   * The moment of a time as Hive tells it, such as {@code Mon Nov 23 06:49:00 UTC 2026}.
   *
   * @throws DateTimeException if it is none
   */
  static Instant instant(String time) {
    return ZonedDateTime.parse(time, TIME).toInstant();
  }

  @Override
  public Set<PartitionKey> partitions(TableName table) throws PublishException {
    return keys("SHOW PARTITIONS " + table);
  }

  @Override
  public Set<PartitionKey> daysOf(TableName table, String feed) throws PublishException {
    return keys("SHOW PARTITIONS %s PARTITION (feed = '%s')".formatted(table, feed));
  }

  @Override
  public Map<String, Set<PartitionKey>> byLog(TableName table) throws PublishException {
    Map<String, Set<PartitionKey>> byLog = new TreeMap<>();
    for (String name : names("SHOW PARTITIONS " + table)) {
      String log = name.startsWith(LOG) ? name.substring(LOG.length(), name.indexOf('/')) : "";
      byLog.computeIfAbsent(log, of -> new TreeSet<>()).add(PartitionKey.ofName(name));
    }
    return byLog;
  }

  private Set<PartitionKey> keys(String sql) throws PublishException {
    return names(sql).stream()
        .map(PartitionKey::ofName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public Map<PartitionKey, Published> published(TableName table, Collection<PartitionKey> keys)
      throws PublishException {
    Set<PartitionKey> existing = partitions(table);
    Map<PartitionKey, Published> published = new TreeMap<>();
    for (PartitionKey key : keys) {
      if (existing.contains(key)) {
        published.put(key, published(table, key));
      }
    }
    return published;
  }

  @Override
  public void swap(TableName table, Map<PartitionKey, PartitionFiles> files)
      throws PublishException {
    Set<PartitionKey> existing = partitions(table);
    List<String> added = new ArrayList<>();
    Map<LocalDate, List<PartitionKey>> byDay = new TreeMap<>();
    for (Map.Entry<PartitionKey, PartitionFiles> entry : files.entrySet()) {
      String partition = clause(entry.getKey());
      String place = "'%s'".formatted(entry.getValue().location());
      if (existing.contains(entry.getKey())) {
        execute("ALTER TABLE %s %s SET LOCATION %s".formatted(table, partition, place));
      } else {
        added.add(partition + " LOCATION " + place);
      }
      byDay.computeIfAbsent(entry.getKey().day(), day -> new ArrayList<>()).add(entry.getKey());
    }
    if (!added.isEmpty()) {
      execute("ALTER TABLE %s ADD IF NOT EXISTS %s".formatted(table, String.join(" ", added)));
    }
    for (List<PartitionKey> ofDay : byDay.values()) {
      String counted = ofDay.size() == 1 ? clause(ofDay.get(0)) : hoursOf(ofDay.get(0).day());
      // Files, bytes and, as the footers of ORC tell it, rows.
      execute("ANALYZE TABLE %s %s COMPUTE STATISTICS NOSCAN".formatted(table, counted));
    }
  }

  @Override
  public void add(TableName table, PartitionKey key, String location) throws PublishException {
    execute(
        "ALTER TABLE %s ADD IF NOT EXISTS %s LOCATION '%s'"
            .formatted(table, clause(key), location));
  }

  @Override
  public void drop(TableName table) throws PublishException {
    execute("DROP TABLE IF EXISTS " + table);
  }

  @Override
  public List<TableName> tables(String database) throws PublishException {
    List<String> names = names("SHOW TABLES IN " + database);
    names.removeAll(names("SHOW VIEWS IN " + database));
    return names.stream().map(name -> new TableName(database, name)).toList();
  }

  @Override
  public boolean isByDay(TableName table) throws PublishException {
    List<String> described = names("DESCRIBE " + table);
    int keys = described.indexOf(PARTITIONED_BY);
    return keys >= 0
        && BY_DAY.contains(
            described.subList(keys, described.size()).stream()
                .filter(name -> !name.isEmpty() && !name.startsWith("#"))
                .toList());
  }

  @Override
  public void drop(TableName table, Collection<PartitionKey> keys) throws PublishException {
    execute(
        "ALTER TABLE %s DROP IF EXISTS %s"
            .formatted(
                table,
                keys.stream().map(HivePartitions::clause).collect(Collectors.joining(", "))));
  }

  /** The first column of an answer. */
  private List<String> names(String sql) throws PublishException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(text(rows, 1));
      }
      return names;
    } catch (SQLException e) {
      throw refused(sql, e);
    }
  }

  private Published published(TableName table, PartitionKey key) throws PublishException {
    String sql = "DESCRIBE FORMATTED %s %s".formatted(table, clause(key));
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      Optional<String> location = Optional.empty();
      OptionalLong lastSeq = OptionalLong.empty();
      while (rows.next()) {
        // A property is "Location:", its value; a parameter an empty name, its own name, its value.
        if (LOCATION.equals(text(rows, 1)) && location.isEmpty()) {
          location = Optional.of(text(rows, 2));
        } else if (HourFiles.ROWS_SEQ.equals(text(rows, 2))) {
          lastSeq = OptionalLong.of(Long.parseLong(text(rows, 3)));
        }
      }
      if (location.isPresent()) {
        return new Published(location.get(), lastSeq);
      }
      throw new PublishException("Hive answered no location to: " + sql);
    } catch (SQLException e) {
      throw refused(sql, e);
    }
  }

  private static String text(ResultSet rows, int column) throws SQLException {
    String text = rows.getString(column);
    return text == null ? "" : text.strip();
  }

  private void execute(String sql) throws PublishException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw refused(sql, e);
    }
  }

  /** All hours of a day, which one statement counts in the time of one of them. */
  private static String hoursOf(LocalDate day) {
    return "PARTITION (dt = '%s', hour)".formatted(day);
  }

  private static String clause(PartitionKey key) {
    return key.values().entrySet().stream()
        .map(value -> "%s = '%s'".formatted(value.getKey(), value.getValue()))
        .collect(Collectors.joining(", ", "PARTITION (", ")"));
  }

  private static PublishException refused(String sql, SQLException e) {
    return HiveError.thrown("Hive refused '%s': %s".formatted(sql, e.getMessage()), e);
  }
}
