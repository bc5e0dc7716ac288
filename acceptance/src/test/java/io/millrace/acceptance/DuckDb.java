package io.millrace.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What DuckDB makes of the generators' own files by statements that follow docs/tables.md and not
 * our code: one for each table and for each of the reports.
 */
final class DuckDb implements AutoCloseable {

  private static final Path SQL = Checkout.root().resolve("acceptance/src/test/resources");

  private final Connection connection;
  private final Path folder;

  private DuckDb(Connection connection, Path folder) {
    this.connection = connection;
    this.folder = folder;
  }

  /**
   * Reads the records.
   *
   * @param folder with activity-*.csv, orders.csv, transactions.csv and the inventories
   *     *.topic.json
   */
  static DuckDb of(Path folder) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try {
      DuckDb duckDb = new DuckDb(connection, folder);
      try (Statement statement = connection.createStatement()) {
        statement.execute(duckDb.sql("records"));
        statement.execute(duckDb.sql("visits"));
        statement.execute(duckDb.sql("inventories"));
        statement.execute(duckDb.sql("samples"));
      }
      return duckDb;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Reads as well what {@code millrace fraud detect} says of the payments.
   *
   * @param fraud folder with alerts-usual.ndjson and scores-usual.ndjson
   */
  DuckDb withFraud(Path fraud) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql("fraud").replace("FRAUD", fraud.toString()));
    }
    return this;
  }

  /** The tables that there are statements for: {@code mart.page_daily}. */
  static List<String> tables() throws IOException {
    List<String> tables = new ArrayList<>();
    names("mart").forEach(name -> tables.add("mart." + name));
    names("dw").forEach(name -> tables.add("dw." + name));
    return tables;
  }

  /** What there are statements for. */
  static List<String> names(String kind) throws IOException {
    try (Stream<Path> files = Files.list(SQL.resolve(kind))) {
      return files.map(file -> file.getFileName().toString().replace(".sql", "")).sorted().toList();
    }
  }

  /**
   * Runs a statement.
   *
   * @param name such as {@code mart/page_daily} or {@code reports/page_share}
   */
  Answer answer(String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql(name))) {
      return Answer.of(rows);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private String sql(String name) {
    try {
      return Files.readString(SQL.resolve(name + ".sql"))
          .replace("FOLDER", folder.toString())
          .replace("EXPECTED", SQL.toString())
          .replace("SAMPLES", Checkout.root().resolve("samples").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Rows in one order, with numbers to six digits behind the point: engines write them differently.
   */
  record Answer(List<String> columns, List<List<String>> rows) {

    private static final int DIGITS = 6;

    static Answer of(ResultSet result) throws SQLException {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        columns.add(result.getMetaData().getColumnLabel(i));
      }
      return new Answer(columns, comparable(Hive.Texts.rows(result)));
    }

    static List<List<String>> comparable(List<List<String>> rows) {
      return rows.stream()
          .map(row -> row.stream().map(Answer::comparable).toList())
          .sorted(Comparator.comparing(row -> String.join("\u001f", row)))
          .toList();
    }

    private static String comparable(String value) {
      if (!value.matches("-?[0-9]+(\\.[0-9]+)?(E-?[0-9]+)?")) {
        return value;
      }
      return new BigDecimal(value)
          .setScale(DIGITS, RoundingMode.HALF_EVEN)
          .stripTrailingZeros()
          .toPlainString();
    }
  }
}
