package io.millrace.cli.tables;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cluster.ClusterSettings;
import io.millrace.warehouse.hive.HivePartitions;
import io.millrace.warehouse.hive.ResultTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hive.jdbc.HiveDriver;

/** A session of HiveServer2. For one thread at a time. */
public final class Hive implements AutoCloseable {

  /** Hive's own error codes. */
  private static final int NO_TABLE = 10001;

  private static final int NO_DATABASE = 10072;

  private final Connection connection;

  private Hive(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens a session as the user of this process.
   *
   * @throws CommandFailure if HiveServer2 does not take it
   */
  public static Hive open(ClusterSettings settings) {
    try {
      DriverManager.registerDriver(new HiveDriver());
      return new Hive(
          DriverManager.getConnection(settings.jdbcUrl(), System.getProperty("user.name"), ""));
    } catch (SQLException e) {
      throw new CommandFailure(
          ExitStatus.NOT_RUNNING,
          "HiveServer2 at %s takes no session (%s). Look at: millrace logs hiveserver2"
              .formatted(settings.jdbcUrl(), firstLine(e)),
          e);
    }
  }

  /**
   * Runs a statement without a result.
   *
   * @throws CommandFailure with the beginning of the statement and Hive's own message
   */
  public void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /**
   * Runs a query.
   *
   * @return all rows, each value as Hive's text for it, or null
   * @throws CommandFailure with the beginning of the query and Hive's own message
   */
  public List<List<String>> query(String sql) {
    List<List<String>> rows = new ArrayList<>();
    query(sql, rows::add);
    return rows;
  }

  /**
   * Runs a query.
   *
   * @return its columns, and all rows as of {@link #query(String)}
   * @throws CommandFailure with the beginning of the query and Hive's own message
   */
  public ResultTable select(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return ResultTable.of(result);
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /**
   * Runs a query whose result need not fit into memory.
   *
   * @param taker gets row after row, each value as Hive's text for it, or null; says whether it
   *     wants more
   * @throws CommandFailure with the beginning of the query and Hive's own message
   */
  public void query(String sql, Predicate<List<String>> taker) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      boolean more = true;
      while (more && result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(result.getString(column));
        }
        more = taker.test(row);
      }
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /** The partitions of tables, by this session. */
  public HivePartitions partitions() {
    return new HivePartitions(connection);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // the server forgets a session whose client is gone
    }
  }

  private static CommandFailure failed(String sql, SQLException e) {
    boolean absent = e.getErrorCode() == NO_TABLE || e.getErrorCode() == NO_DATABASE;
    return new CommandFailure(
        absent ? ExitStatus.NOT_FIT : ExitStatus.FAILED,
        "Hive refused \"%s …\": %s. %s"
            .formatted(
                sql.lines().findFirst().orElse(""),
                firstLine(e),
                absent
                    ? "Databases and tables are made by: millrace stream start"
                    : "More in: millrace logs hiveserver2"),
        e);
  }

  private static String firstLine(SQLException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse("").strip().replaceAll("\\.$", "");
  }
}
