package io.millrace.warehouse.quality;

import io.millrace.model.quality.CheckResult;
import io.millrace.model.quality.Evaluation;
import io.millrace.model.quality.Measured;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import io.millrace.warehouse.publish.TableName;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Judges what a run has written before it is published, and remembers how each check went. Not
 * thread-safe.
 */
public final class Gate {

  private static final int MOST_TOLD = 3;

  private final Engine engine;
  private final Clock clock;
  private final List<CheckResult> results = new ArrayList<>();
  private final Map<TableName, String> held = new LinkedHashMap<>();

  public Gate(Engine engine, Clock clock) {
    this.engine = engine;
    this.clock = clock;
  }

  /**
   * Measures tables by one statement and judges each of their partitions.
   *
   * @return how many rows each partition has, table by table in their order
   * @throws PublishException when it could not be measured
   */
  public List<SortedMap<PartitionKey, Long>> check(List<Staged> tables) throws PublishException {
    Measurement measurement = new Measurement(tables);
    String sql = measurement.sql();
    List<SortedMap<PartitionKey, Measured>> measured =
        measurement.read(sql.isEmpty() ? List.of() : answer(sql, tables));
    Instant now = clock.instant();
    List<SortedMap<PartitionKey, Long>> rows = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      SortedMap<PartitionKey, Long> ofTable = new TreeMap<>();
      for (Map.Entry<PartitionKey, Measured> partition : measured.get(i).entrySet()) {
        judge(tables.get(i), partition.getKey(), partition.getValue(), now);
        ofTable.put(partition.getKey(), partition.getValue().rows());
      }
      rows.add(ofTable);
    }
    return rows;
  }

  /** Whether a blocking check of the table failed, so that nothing of it may be published. */
  public boolean holds(TableName table) {
    return held.containsKey(table);
  }

  /** How each check went, in the order of checking. */
  public List<CheckResult> results() {
    return List.copyOf(results);
  }

  /**
   * To be called once what is good has been published.
   *
   * @throws PublishException naming the blocking checks that failed, and what to do
   */
  public void requireGood() throws PublishException {
    if (held.isEmpty()) {
      return;
    }
    List<String> told =
        results.stream().filter(CheckResult::blocks).map(CheckResult::sentence).toList();
    int more = told.size() - MOST_TOLD;
    throw new RefusedException(
        "Not published, as blocking checks failed: %s%s. The rows are in %s until the grace is over; see ops.quality. Mend the source, or the check in conf/quality.yaml, and run again."
            .formatted(
                told.stream().limit(MOST_TOLD).collect(Collectors.joining(". ")),
                more > 0 ? " and %d more".formatted(more) : "",
                String.join(", ", held.values())));
  }

  private void judge(Staged table, PartitionKey key, Measured measured, Instant now) {
    Evaluation evaluation = new Evaluation(table.table().toString(), key.name(), key.end(), now);
    table
        .checks()
        .forEach(
            check -> {
              CheckResult result = evaluation.of(check, measured);
              results.add(result);
              if (result.blocks()) {
                held.put(table.table(), table.place());
              }
            });
  }

  private List<List<String>> answer(String sql, List<Staged> tables) throws PublishException {
    try {
      return engine.rows(sql);
    } catch (PublishException e) {
      throw e.inWords(
          "The checks of %s could not be measured. If one of them names what is not there, change it in conf/quality.yaml. %s"
              .formatted(
                  tables.stream()
                      .map(table -> table.table().toString())
                      .collect(Collectors.joining(", ")),
                  e.getMessage()));
    }
  }
}
