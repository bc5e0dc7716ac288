package io.millrace.warehouse.hive;

import io.millrace.warehouse.publish.Marts;
import io.millrace.warehouse.publish.PartitionFiles;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Partitions of marts, through HiveServer2. Not thread-safe. */
public final class HivePartitions implements Marts.Catalog {

  private static final String LOCATION = "Location:";

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
  public Set<LocalDate> days(TableName table) throws PublishException {
    String sql = "SHOW PARTITIONS " + table;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      Set<LocalDate> days = new TreeSet<>();
      while (rows.next()) {
        days.add(LocalDate.parse(rows.getString(1).substring("dt=".length())));
      }
      return days;
    } catch (SQLException e) {
      throw refused(sql, e);
    }
  }

  @Override
  public Map<LocalDate, String> locations(TableName table, Collection<LocalDate> days)
      throws PublishException {
    Set<LocalDate> existing = new HashSet<>(days(table));
    Map<LocalDate, String> locations = new TreeMap<>();
    for (LocalDate day : days) {
      if (existing.contains(day)) {
        locations.put(day, location(table, day));
      }
    }
    return locations;
  }

  @Override
  public void swap(TableName table, Map<LocalDate, PartitionFiles> files) throws PublishException {
    Set<LocalDate> existing = days(table);
    List<String> added = new ArrayList<>();
    for (Map.Entry<LocalDate, PartitionFiles> entry : files.entrySet()) {
      String place = "'%s'".formatted(entry.getValue().location());
      if (existing.contains(entry.getKey())) {
        execute(
            "ALTER TABLE %s %s SET LOCATION %s".formatted(table, partition(entry.getKey()), place));
        execute(
            "ANALYZE TABLE %s %s COMPUTE STATISTICS NOSCAN"
                .formatted(table, partition(entry.getKey())));
      } else {
        added.add(partition(entry.getKey()) + " LOCATION " + place);
      }
    }
    if (!added.isEmpty()) {
      // One statement for all of them; the metastore counts files and bytes itself.
      execute("ALTER TABLE %s ADD IF NOT EXISTS %s".formatted(table, String.join(" ", added)));
    }
  }

  @Override
  public void drop(TableName table) throws PublishException {
    execute("DROP TABLE IF EXISTS " + table);
  }

  private String location(TableName table, LocalDate day) throws PublishException {
    String sql = "DESCRIBE FORMATTED %s %s".formatted(table, partition(day));
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        String name = rows.getString(1);
        if (name != null && name.strip().equals(LOCATION)) {
          return rows.getString(2).strip();
        }
      }
      throw new PublishException("Hive answered no location to: " + sql);
    } catch (SQLException e) {
      throw refused(sql, e);
    }
  }

  private void execute(String sql) throws PublishException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw refused(sql, e);
    }
  }

  private static String partition(LocalDate day) {
    return "PARTITION (dt = '%s')".formatted(day);
  }

  private static PublishException refused(String sql, SQLException e) {
    return new PublishException("Hive refused '%s': %s".formatted(sql, e.getMessage()), e);
  }
}
