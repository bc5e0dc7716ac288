package io.millrace.warehouse.hive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.warehouse.Days;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Runs the queries of hql/reports and sorts their rows by day. */
public final class HiveQueries {

  private static final String DAY = "dt";

  private final Connection connection;

  public HiveQueries(Connection connection) {
    this.connection = connection;
  }

  /**
   * The rows of a query for days, a table a day; each day has one.
   *
   * @param name of the file in hql/reports, without its ending; its first column is dt
   */
  public Map<LocalDate, ResultTable> run(String name, Days days) throws PublishException {
    String sql = text(name, days);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      Map<String, ResultTable> byDay =
          ResultTable.of(rows).by(DAY, days.list().stream().map(LocalDate::toString).toList());
      Map<LocalDate, ResultTable> tables = new TreeMap<>();
      byDay.forEach((day, table) -> tables.put(LocalDate.parse(day), table));
      return tables;
    } catch (SQLException e) {
      throw HiveError.thrown(
          "Hive refused the report's query '%s': %s".formatted(name, e.getMessage()), e);
    }
  }

  /**
   * The rows that a statement gives, as texts; null for NULL.
   *
   * @throws PublishException when Hive refuses it
   */
  public List<List<String>> rows(String sql) throws PublishException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return ResultTable.of(rows).rows();
    } catch (SQLException e) {
      throw HiveError.thrown("Hive refused: " + e.getMessage(), e);
    }
  }

  /** A query's text without its comments and final semicolon, for those days. */
  static String text(String name, Days days) {
    String resource = "/hql/reports/%s.hql".formatted(name);
    try (InputStream in = HiveQueries.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no query " + resource);
      }
      String quoted = days.list().stream().map("'%s'"::formatted).collect(Collectors.joining(","));
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.strip().startsWith("--"))
          .collect(Collectors.joining("\n"))
          .replaceFirst(";\\s*$", "")
          .replace("${days}", quoted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
