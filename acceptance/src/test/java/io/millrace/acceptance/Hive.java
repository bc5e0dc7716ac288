package io.millrace.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** HiveServer2 by JDBC. */
final class Hive implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final int port;
  private final Connection connection;

  Hive(int port) {
    this.port = port;
    try {
      connection =
          DriverManager.getConnection(
              "jdbc:hive2://127.0.0.1:" + port + "/default", System.getProperty("user.name"), "");
    } catch (SQLException e) {
      throw new AssertionError("HiveServer2 on port " + port + " does not answer", e);
    }
  }

  /** Another session of the same server. */
  Hive another() {
    return new Hive(port);
  }

  void run(String... statements) {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(String.join(";\n", statements), e);
    }
  }

  /**
   * What a query answers.
   *
   * @param columns their names
   * @param rows every value as text; see {@link Texts}
   */
  record Answer(List<String> columns, List<List<String>> rows) {}

  Answer answer(String query) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        String label = result.getMetaData().getColumnLabel(i);
        columns.add(label.substring(label.lastIndexOf('.') + 1));
      }
      return new Answer(columns, Texts.rows(result));
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
  }

  /**
   * Hands on a query's rows one at a time, however many they are.
   *
   * @param fetched how many rows come at once
   */
  void each(String query, int fetched, Consumer<List<String>> row) {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(fetched);
      try (ResultSet result = statement.executeQuery(query)) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          row.accept(Texts.row(result, columns));
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
  }

  /** The rows of a query. */
  List<List<String>> rows(String query) {
    return answer(query).rows();
  }

  /** The only value of a query. */
  long number(String query) {
    return Long.parseLong(rows(query).get(0).get(0));
  }

  /** The partitions that a query would read, as {@code dw@sessions@dt=2015-05-17}. */
  List<String> partitionsOf(String query) throws IOException {
    List<String> read = new ArrayList<>();
    JsonNode plan = JSON.readTree(rows("EXPLAIN DEPENDENCY " + query).get(0).get(0));
    plan.path("input_partitions").forEach(p -> read.add(p.path("partitionName").asText()));
    return read;
  }

  /** The names of a database's tables. */
  List<String> tables(String database) {
    return rows("SHOW TABLES IN " + database).stream()
        .map(row -> database + "." + row.get(0).toLowerCase(Locale.ROOT))
        .sorted()
        .toList();
  }

  /**
   * Where readers find a partition.
   *
   * @param partition as HiveQL names it: {@code dt = '2015-05-17'}
   */
  String location(String table, String partition) {
    return rows("DESCRIBE FORMATTED %s PARTITION (%s)".formatted(table, partition)).stream()
        .filter(row -> row.get(0).startsWith("Location:"))
        .findFirst()
        .orElseThrow()
        .get(1);
  }

  /** What the metastore keeps of a partition under a name, such as {@code totalSize}. */
  String parameter(String table, String partition, String name) {
    return rows("DESCRIBE FORMATTED %s PARTITION (%s)".formatted(table, partition)).stream()
        .filter(row -> row.get(1).strip().equals(name))
        .findFirst()
        .orElseThrow()
        .get(2)
        .strip();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** One way to write values, whatever engine they come from. */
  static final class Texts {

    private Texts() {}

    static List<List<String>> rows(ResultSet result) throws SQLException {
      int columns = result.getMetaData().getColumnCount();
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row(result, columns));
      }
      return rows;
    }

    private static List<String> row(ResultSet result, int columns) throws SQLException {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        row.add(of(result.getObject(i)));
      }
      return row;
    }

    /** Money with four decimals, times as ISO 8601 in UTC, NULL as {@code \N}. */
    static String of(Object value) {
      if (value == null) {
        return "\\N";
      } else if (value instanceof BigDecimal decimal) {
        return decimal.scale() > 4
            ? decimal.toPlainString()
            : decimal.setScale(4, RoundingMode.UNNECESSARY).toPlainString();
      } else if (value instanceof java.sql.Timestamp timestamp) {
        return timestamp.toLocalDateTime().toString();
      } else if (value instanceof java.time.OffsetDateTime time) {
        return time.withOffsetSameInstant(java.time.ZoneOffset.UTC).toLocalDateTime().toString();
      }
      return value.toString();
    }
  }
}
