package io.millrace.acceptance.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every row that a reader finds in the end, held against what the broker acknowledged. */
final class FinalSet {

  private static final int MOST_SAID = 10;
  private static final int FETCHED = 10_000;

  private final Inventory inventory;
  private final Map<Integer, BitSet> found = new HashMap<>();
  private final Set<Long> unplaced;
  private final List<String> differences = new ArrayList<>();
  private long rows;
  private long landed;
  private long quarantined;

  private FinalSet(Inventory inventory) {
    this.inventory = inventory;
    this.unplaced = new HashSet<>(inventory.somewhere());
  }

  /** Reads the table and the quarantine. */
  static FinalSet read(String url, String feed, Inventory inventory) throws SQLException {
    FinalSet set = new FinalSet(inventory);
    try (Connection connection =
            DriverManager.getConnection(url, System.getProperty("user.name"), "");
        Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCHED);
      try (ResultSet rows =
          statement.executeQuery("SELECT kafka_partition, kafka_offset, id FROM raw." + feed)) {
        while (rows.next()) {
          set.rows++;
          if (inventory.isOfBefore(rows.getInt(1), rows.getLong(2))) {
            continue;
          }
          set.landed++;
          set.take(rows.getInt(1), rows.getLong(2), Long.parseLong(rows.getString(3).substring(2)));
        }
      }
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT kafka_partition, kafka_offset, decode(payload, 'UTF-8') FROM raw.quarantine"
                  + " WHERE feed = '"
                  + feed
                  + "'")) {
        while (rows.next()) {
          if (inventory.isOfBefore(rows.getInt(1), rows.getLong(2))) {
            continue;
          }
          set.quarantined++;
          String value = rows.getString(3);
          set.take(
              rows.getInt(1),
              rows.getLong(2),
              Long.parseLong(value.substring("{\"id\": ".length())));
        }
      }
    }
    set.lookForLost();
    return set;
  }

  /** All rows of the table, those of earlier runs as well. */
  long rows() {
    return rows;
  }

  long landed() {
    return landed;
  }

  long quarantined() {
    return quarantined;
  }

  /** Nothing, if what is there is exactly what was acknowledged. */
  List<String> differences() {
    return List.copyOf(differences);
  }

  private void take(int partition, long offset, long number) {
    BitSet offsets = found.computeIfAbsent(partition, p -> new BitSet());
    int at = Math.toIntExact(offset);
    if (offsets.get(at)) {
      differ("partition %d, offset %d is there twice".formatted(partition, offset));
    }
    offsets.set(at);
    Long sent = inventory.at(partition, offset);
    if (sent == null ? !unplaced.remove(number) : sent != number) {
      differ(
          "partition %d, offset %d holds record %d, but %s was sent"
              .formatted(partition, offset, number, sent));
    }
  }

  private void lookForLost() {
    inventory
        .mark()
        .ends()
        .forEach(
            (partition, end) -> {
              BitSet offsets = found.getOrDefault(partition, new BitSet());
              int first = Math.toIntExact(inventory.start(partition));
              for (int at = offsets.nextClearBit(first);
                  at < end;
                  at = offsets.nextClearBit(at + 1)) {
                differ("partition %d, offset %d is lost".formatted(partition, at));
              }
            });
    unplaced.forEach(number -> differ("record %d is lost".formatted(number)));
  }

  private void differ(String difference) {
    if (differences.size() < MOST_SAID) {
      differences.add(difference);
    }
  }
}
