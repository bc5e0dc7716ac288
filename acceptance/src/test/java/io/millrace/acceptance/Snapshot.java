package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every row of every curated table and mart at some moment, but of those that count deliveries.
 *
 * @param tables by name, in order
 */
record Snapshot(Map<String, Contents> tables) {

  /** They change whenever the same records are delivered again. */
  private static final List<String> OF_DELIVERIES = List.of("mart.ingest_daily");

  /**
   * What a table holds.
   *
   * @param rows how many
   * @param sha256 of all values of all rows, whatever their order
   */
  record Contents(int rows, String sha256) {}

  static Snapshot of(Hive hive) {
    Map<String, Contents> tables = new LinkedHashMap<>();
    for (String database : List.of("dw", "mart")) {
      List<String> names = new ArrayList<>(hive.tables(database));
      names.removeAll(OF_DELIVERIES);
      for (String table : names) {
        List<String> rows =
            hive.rows("SELECT * FROM " + table).stream()
                .map(row -> String.join("\u001f", row))
                .sorted()
                .toList();
        tables.put(table, new Contents(rows.size(), sha256(String.join("\u001e", rows))));
      }
    }
    return new Snapshot(tables);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
