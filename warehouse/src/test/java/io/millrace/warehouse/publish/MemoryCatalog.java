package io.millrace.warehouse.publish;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A metastore in memory that can stop answering. */
public final class MemoryCatalog implements Marts.Catalog, DroppablePartitions {

  /** Who has no partitions, or other ones than days and hours. */
  private static final String WITHOUT_DAYS = "_without_days";

  private final Map<String, Map<PartitionKey, Published>> tables = new TreeMap<>();
  private final Map<String, Map<String, Set<PartitionKey>>> logs = new TreeMap<>();
  private final Map<String, Instant> created = new TreeMap<>();
  private int calls;
  private int failAfter = Integer.MAX_VALUE;
  private Map<String, Runnable> meanwhile = Map.of();

  /** Makes a table; one whose name ends with {@code _without_days} has none. */
  public void create(TableName table, Map<PartitionKey, Published> partitions) {
    create(table, Instant.now(), partitions);
  }

  /** The same, some time ago. */
  void create(TableName table, Instant when, Map<PartitionKey, Published> partitions) {
    tables.put(table.toString(), new TreeMap<>(partitions));
    created.put(table.toString(), when);
  }

  public Set<String> tables() {
    return tables.keySet();
  }

  public String location(TableName table, PartitionKey key) {
    return tables.get(table.toString()).get(key).location();
  }

  /** Fails every call from that one on. */
  public void failAfter(int count) {
    calls = 0;
    failAfter = count;
  }

  /** Does something right after partitions of a table were swapped. */
  void afterSwapOf(TableName table, Runnable action) {
    meanwhile = Map.of(table.toString(), action);
  }

  public int calls() {
    return calls;
  }

  @Override
  public boolean exists(TableName table) throws PublishException {
    step();
    return tables.containsKey(table.toString());
  }

  @Override
  public Instant created(TableName table) throws PublishException {
    step();
    return created.get(table.toString());
  }

  @Override
  public Set<PartitionKey> partitions(TableName table) throws PublishException {
    step();
    if (!tables.containsKey(table.toString())) {
      throw new PublishException("no table " + table);
    }
    return new TreeSet<>(tables.get(table.toString()).keySet());
  }

  @Override
  public void drop(TableName table) throws PublishException {
    step();
    tables.remove(table.toString());
  }

  @Override
  public List<TableName> tables(String database) throws PublishException {
    step();
    return tables.keySet().stream()
        .filter(name -> name.startsWith(database + "."))
        .map(name -> new TableName(database, name.substring(database.length() + 1)))
        .toList();
  }

  @Override
  public Set<PartitionKey> daysOf(TableName table, String feed) throws PublishException {
    step();
    return Set.of();
  }

  @Override
  public Map<String, Set<PartitionKey>> byLog(TableName table) throws PublishException {
    Map<String, Set<PartitionKey>> byLog = new TreeMap<>();
    Set<PartitionKey> alone = partitions(table);
    if (!alone.isEmpty()) {
      byLog.put("", alone);
    }
    logs.getOrDefault(table.toString(), Map.of())
        .forEach((log, keys) -> byLog.put(log, new TreeSet<>(keys)));
    return byLog;
  }

  /** Adds a partition of a log to a table that several logs share. */
  public void addOf(String log, TableName table, PartitionKey key) {
    logs.computeIfAbsent(table.toString(), name -> new TreeMap<>())
        .computeIfAbsent(log, name -> new TreeSet<>())
        .add(key);
  }

  @Override
  public boolean isByDay(TableName table) throws PublishException {
    step();
    return !table.table().endsWith(WITHOUT_DAYS);
  }

  @Override
  public void drop(TableName table, Collection<PartitionKey> keys) throws PublishException {
    step();
    tables.get(table.toString()).keySet().removeAll(keys);
  }

  @Override
  public Map<PartitionKey, Published> published(TableName table, Collection<PartitionKey> keys)
      throws PublishException {
    step();
    Map<PartitionKey, Published> found = new TreeMap<>(tables.get(table.toString()));
    found.keySet().retainAll(keys);
    return found;
  }

  @Override
  public void swap(TableName table, Map<PartitionKey, PartitionFiles> files)
      throws PublishException {
    for (Map.Entry<PartitionKey, PartitionFiles> entry : files.entrySet()) {
      step();
      PartitionFiles place = entry.getValue();
      tables
          .get(table.toString())
          .put(entry.getKey(), new Published(place.location(), place.lastSeq()));
    }
    meanwhile.getOrDefault(table.toString(), () -> {}).run();
  }

  @Override
  public void add(TableName table, PartitionKey key, String location) throws PublishException {
    step();
    tables
        .computeIfAbsent(table.toString(), name -> new TreeMap<>())
        .putIfAbsent(key, new Published(location, OptionalLong.empty()));
  }

  private void step() throws PublishException {
    calls++;
    if (calls >= failAfter) {
      throw new PublishException("stopped");
    }
  }
}
