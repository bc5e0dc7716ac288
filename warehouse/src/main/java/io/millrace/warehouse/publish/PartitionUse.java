package io.millrace.warehouse.publish;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which partitions of which tables one run reads and writes, as it tells while it runs. */
public final class PartitionUse {

  private final SortedMap<String, NavigableSet<PartitionKey>> read = new TreeMap<>();
  private final SortedMap<String, NavigableSet<PartitionKey>> written = new TreeMap<>();

  /** Partitions of a table are read. */
  public synchronized void reads(TableName table, Collection<PartitionKey> keys) {
    add(read, table, keys);
  }

  /** All of a table is read, however many partitions it has. */
  public synchronized void readsAll(TableName table) {
    read.put(table.toString(), new TreeSet<>());
  }

  /** Readers find partitions now that the run has written. */
  public synchronized void writes(TableName table, Collection<PartitionKey> keys) {
    add(written, table, keys);
  }

  /**
   * What has been read until now, a text for each table: {@code raw.activity dt=2015-05-17
   * hour=00..23 (24)} are 24 hours, {@code dw.activity dt=2015-05-17..2015-05-20 (4)} four
   * partitions from the one to the other, {@code dw.users} is all of it.
   */
  public synchronized List<String> inputs() {
    return texts(read);
  }

  /** What has been written until now, the same way. */
  public synchronized List<String> outputs() {
    return texts(written);
  }

  private static void add(
      Map<String, NavigableSet<PartitionKey>> use, TableName table, Collection<PartitionKey> keys) {
    NavigableSet<PartitionKey> known = use.get(table.toString());
    boolean isAll = known != null && known.isEmpty();
    if (!isAll && !keys.isEmpty()) {
      use.computeIfAbsent(table.toString(), name -> new TreeSet<>()).addAll(keys);
    }
  }

  private static List<String> texts(SortedMap<String, NavigableSet<PartitionKey>> use) {
    return use.entrySet().stream().map(of -> of.getKey() + text(of.getValue())).toList();
  }

  private static String text(NavigableSet<PartitionKey> keys) {
    if (keys.isEmpty()) {
      return "";
    }
    Map<String, String> first = keys.first().values();
    Map<String, String> last = keys.last().values();
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> column : first.entrySet()) {
      String end = last.get(column.getKey());
      boolean isOne = column.getValue().equals(end);
      text.append(' ').append(column.getKey()).append('=').append(column.getValue());
      if (!isOne) {
        // hours of several days are from no one hour to another
        return text.append("..").append(end).append(" (%d)".formatted(keys.size())).toString();
      }
    }
    return text.toString();
  }
}
