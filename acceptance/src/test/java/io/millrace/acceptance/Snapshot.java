package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Every row of every curated table and mart at some moment.
 *
 * @param tables by name, in order
 */
record Snapshot(Map<String, Contents> tables) {

  /** It changes whenever the same records are delivered again. */
  private static final String OF_DELIVERIES = "mart.ingest_daily";

  /**
   * What a table holds.
   *
   * @param rows how many
   * @param sha256 of all values of all rows, whatever their order
   */
  record Contents(int rows, String sha256) {}

  /** Reads in two sessions, since each table costs the planning of a query more than its rows. */
  static Snapshot of(Hive hive) {
    Queue<String> names = new ConcurrentLinkedQueue<>();
    for (String database : List.of("dw", "mart")) {
      names.addAll(hive.tables(database));
    }
    try (Hive other = hive.another()) {
      CompletableFuture<Map<String, Contents>> some =
          CompletableFuture.supplyAsync(() -> contents(other, names));
      Map<String, Contents> tables = contents(hive, names);
      tables.putAll(some.join());
      return new Snapshot(tables);
    }
  }

  /** The same without what counts deliveries. */
  Snapshot withoutDeliveries() {
    Map<String, Contents> others = new TreeMap<>(tables);
    others.remove(OF_DELIVERIES);
    return new Snapshot(others);
  }

  /** Of those tables that nobody else takes meanwhile. */
  private static Map<String, Contents> contents(Hive hive, Queue<String> names) {
    Map<String, Contents> tables = new TreeMap<>();
    for (String table = names.poll(); table != null; table = names.poll()) {
      List<String> rows =
          hive.rows("SELECT * FROM " + table).stream()
              .map(row -> String.join("\u001f", row))
              .sorted()
              .toList();
      tables.put(table, new Contents(rows.size(), sha256(String.join("\u001e", rows))));
    }
    return tables;
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
