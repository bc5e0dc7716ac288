package io.millrace.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.CommitRecordJson;
import io.millrace.model.landing.DroppedPartition;
import io.millrace.model.landing.HourFiles;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.LandedFile.Zone;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingStoppedException;
import io.millrace.model.landing.LogTable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.hive.metastore.IMetaStoreClient;
import org.apache.hadoop.hive.metastore.api.FieldSchema;
import org.apache.hadoop.hive.metastore.api.NoSuchObjectException;
import org.apache.hadoop.hive.metastore.api.Partition;
import org.apache.hadoop.hive.metastore.api.StorageDescriptor;
import org.apache.hadoop.hive.metastore.api.Table;
import org.junit.jupiter.api.Test;

class MetastoreCatalogTest {

  private static final LandingPaths PATHS = new LandingPaths("hdfs://host:8020/millrace", "visits");

  private static final String FOLDER = PATHS.rawTable() + "/dt=2026-01-01/hour=10.compacted";

  private final OneTable hive = new OneTable();
  private final MetastoreCatalog catalog = new MetastoreCatalog(hive.client(), PATHS);

  @Test
  void aBatchRegisteredTwiceIsCountedOnce() {
    register(batch(1, 10));
    register(batch(1, 10));
    register(batch(2, 5));

    assertThat(hive.partition().getParameters())
        .containsEntry("numRows", "15")
        .containsEntry("numFiles", "2");
  }

  @Test
  void aColumnAddedWhileANewPartitionIsRegisteredReachesIt() {
    hive.addColumnBeforeNextWrite("device");

    register(batch(1, 10));

    assertThat(hive.partition().getSd().getCols()).isEqualTo(hive.table.getSd().getCols());
    assertThat(hive.partition().getParameters()).containsEntry("numRows", "10");
  }

  @Test
  void aColumnAddedWhileAPartitionIsCountedStaysThere() {
    // given
    register(batch(1, 10));
    hive.addColumnBeforeNextWrite("device");

    // when
    register(batch(2, 5));

    // then
    assertThat(hive.partition().getSd().getCols())
        .hasSize(2)
        .isEqualTo(hive.table.getSd().getCols());
    assertThat(hive.partition().getParameters()).containsEntry("numRows", "15");
  }

  @Test
  void finalWindowsAreRegisteredInTheTableThatTheirFileNames() {
    // given
    hive.rename("live", "page_activity");

    // when
    register(
        CommitRecordJson.read(
            "test",
            """
            {"seq": 1, "kind": "batch", "attempt": "attempt", "decided_at": "1970-01-01T00:00:00Z",
             "files": [{"zone": "live", "table": "live.page_activity", "dt": "2026-01-01",
                        "hour": "10", "staged": "staged",
                        "path": "hdfs://host:8020/millrace/live/page_activity/dt=2026-01-01/hour=10/f.parquet",
                        "rows": 7, "bytes": 100}]}
            """));

    // then
    assertThat(hive.partition().getDbName()).isEqualTo("live");
    assertThat(hive.partition().getParameters()).containsEntry("numRows", "7");
    assertThat(hive.partition().getSd().getLocation())
        .isEqualTo("hdfs://host:8020/millrace/live/page_activity/dt=2026-01-01/hour=10");
  }

  @Test
  void aCompactionMovesReadersWithItsOwnStatisticsAndLaterBatchesCountOn() {
    // given
    register(batch(1, 10));
    register(batch(2, 5));

    // when: twice, as after a crash
    register(compaction(3, 15));
    register(compaction(3, 15));

    // then
    assertThat(catalog.hour("raw.visits", "2026-01-01", "10"))
        .contains(new HourFiles("raw.visits", "2026-01-01", "10", FOLDER, 15, 3));
    assertThat(hive.partition().getParameters())
        .containsEntry("numRows", "15")
        .containsEntry("numFiles", "1")
        .containsEntry("totalSize", "120")
        .containsEntry(HourFiles.ROWS_SEQ, "2");

    // when
    register(batch(4, 2));

    // then
    assertThat(catalog.hour("raw.visits", "2026-01-01", "10"))
        .contains(new HourFiles("raw.visits", "2026-01-01", "10", FOLDER, 17, 4));
    assertThat(hive.partition().getParameters()).containsEntry(HourFiles.ROWS_SEQ, "4");
  }

  @Test
  void aCompactionThatIsRegisteredAgainAfterALaterBatchChangesNothing() {
    register(batch(1, 10));
    register(compaction(2, 10));
    register(batch(3, 5));

    register(compaction(2, 10));

    assertThat(catalog.rows("2026-01-01", "10")).isEqualTo(15);
  }

  @Test
  void aCompactionOfAnHourWhosePartitionSomebodyDroppedStopsAndSaysWhereItsRowsAre() {
    assertThatThrownBy(() -> register(compaction(1, 10)))
        .isInstanceOf(LandingStoppedException.class)
        .hasMessageContaining(
            "raw.visits has no partition dt=2026-01-01, hour=10 any more; its rows are in "
                + FOLDER);
  }

  @Test
  void aFullSegmentIsKnownByItsLastDayAndOneThatIsNotByNone() {
    // given
    hive.becomeTheLog();
    catalog.addSegment(0, "folder of 0");
    catalog.addSegment(1, "folder of 1");

    // when: twice, as after a crash
    catalog.moveSegment(0, "merged 0", "2026-01-01");
    catalog.moveSegment(0, "merged 0", "2026-01-01");

    // then
    assertThat(hive.places())
        .containsExactly(
            Map.entry("feed=visits/segment=000000/last_dt=2026-01-01", "merged 0"),
            Map.entry("feed=visits/segment=000001/last_dt=open", "folder of 1"));
    assertThat("open").isGreaterThan("2026-01-01");
  }

  @Test
  void aSegmentIsKnownOnceWhateverADriverThatWasAwaySaysOfIt() {
    // given
    hive.becomeTheLog();
    catalog.addSegment(0, "folder of 0");
    catalog.moveSegment(0, "merged 0", "2026-01-01");

    // when
    catalog.addSegment(0, "folder of 0");

    // then
    assertThat(hive.places())
        .containsExactly(Map.entry("feed=visits/segment=000000/last_dt=2026-01-01", "merged 0"));

    // when it looked before and wrote after the other's rename
    hive.add(List.of("visits", "000000", "open"), "folder of 0");
    catalog.moveSegment(0, "merged 0", "2026-01-01");

    // then
    assertThat(hive.places())
        .containsExactly(Map.entry("feed=visits/segment=000000/last_dt=2026-01-01", "merged 0"));
  }

  @Test
  void aMergedSegmentThatNobodyKnowsIsMadeKnown() {
    hive.becomeTheLog();

    catalog.moveSegment(3, "merged 3", "2026-01-01");

    assertThat(hive.places())
        .containsExactly(Map.entry("feed=visits/segment=000003/last_dt=2026-01-01", "merged 3"));
  }

  @Test
  void anHourThatHasNothingIsNone() {
    assertThat(catalog.hour("raw.visits", "2026-01-01", "10")).isEmpty();
    assertThat(catalog.rows("2026-01-01", "10")).isZero();
  }

  @Test
  void aDroppedHourIsForgottenWithItsFilesLeftAndMayBeDroppedAgain() {
    // given
    register(batch(1, 10));
    LogTable raw = LogTable.raw("visits");
    List<String> names = catalog.names(raw);
    assertThat(names).containsExactly("dt=2026-01-01/hour=10");
    DroppedPartition leaving = catalog.leaving(raw, names, "a rule").get(0);
    assertThat(leaving)
        .isEqualTo(
            new DroppedPartition(
                Zone.RAW,
                "2026-01-01",
                "dt=2026-01-01/hour=10",
                "a rule",
                PATHS.raw("2026-01-01", "10"),
                10,
                1,
                100));

    // when
    register(drop(leaving));
    register(drop(leaving));

    // then
    assertThat(hive.partitions).isEmpty();
    assertThat(catalog.leaving(raw, names, "a rule")).isEmpty();
  }

  @Test
  void theLogIsReadOnceForABatchWithNewPartitionsAndForNoOther() {
    AtomicInteger asked = new AtomicInteger();
    Supplier<KeptFrom> kept =
        () -> {
          asked.incrementAndGet();
          return KeptFrom.EVERYTHING;
        };

    catalog.register(batch(1, 10, "10", "11"), kept);
    assertThat(asked).hasValue(1);

    catalog.register(batch(2, 5, "10", "11"), kept);
    assertThat(asked).hasValue(1);
  }

  @Test
  void aCompactionOfAnHourWhoseDayWasDroppedSinceIsPassedOver() {
    register(batch(1, 10));
    LogTable raw = LogTable.raw("visits");
    register(drop(catalog.leaving(raw, catalog.names(raw), "a rule").get(0)));

    catalog.register(compaction(2, 10), () -> new KeptFrom("2026-01-02", null));

    assertThat(hive.partitions).isEmpty();
    assertThatThrownBy(() -> register(compaction(2, 10)))
        .isInstanceOf(LandingStoppedException.class);
  }

  @Test
  void ofQuarantineOnlyTheFeedsDaysAreDropped() {
    // given
    hive.rename("raw", "quarantine");
    hive.table.setPartitionKeys(List.of(OneTable.column("feed"), OneTable.column("dt")));
    hive.add(List.of("visits", "2026-01-01"), "visits' folder");
    hive.add(List.of("orders", "2026-01-01"), "orders' folder");

    // when
    List<DroppedPartition> leaving =
        catalog.leaving(
            LandingPaths.quarantine(), catalog.names(LandingPaths.quarantine()), "a rule");
    register(drop(leaving.get(0)));

    // then
    assertThat(leaving)
        .singleElement()
        .extracting(DroppedPartition::dt, DroppedPartition::name)
        .containsExactly("2026-01-01", "feed=visits/dt=2026-01-01");
    assertThat(hive.places()).containsOnlyKeys("feed=orders/dt=2026-01-01");
  }

  @Test
  void ofATableThatLogsShareOnlyTheOwnHoursAreDropped() {
    // given
    LogTable health = LogTable.live("live.feed_health");
    MetastoreCatalog own =
        new MetastoreCatalog(hive.client(), LandingPaths.liveShared(PATHS.root(), "health_visits"));
    hive.rename("live", "feed_health");
    hive.table.setPartitionKeys(
        List.of(OneTable.column("log"), OneTable.column("dt"), OneTable.column("hour")));
    hive.add(List.of("health_visits", "2026-01-01", "10"), "own folder");
    hive.add(List.of("health_orders", "2026-01-01", "10"), "another's folder");

    // when
    List<DroppedPartition> leaving = own.leaving(health, own.names(health), "a rule");
    own.register(drop(leaving.get(0)), () -> KeptFrom.EVERYTHING);

    // then
    assertThat(leaving)
        .singleElement()
        .extracting(DroppedPartition::table, DroppedPartition::dt, DroppedPartition::name)
        .containsExactly(
            "live.feed_health", "2026-01-01", "log=health_visits/dt=2026-01-01/hour=10");
    assertThat(hive.places()).containsOnlyKeys("log=health_orders/dt=2026-01-01/hour=10");
  }

  @Test
  void aDayOfRetentionIsMadeKnownOnce() {
    hive.rename("ops", "retention");
    hive.table.setPartitionKeys(List.of(OneTable.column("dt")));

    catalog.addRetentionDay("2026-01-01", "folder");
    catalog.addRetentionDay("2026-01-01", "folder");

    assertThat(hive.places()).containsExactly(Map.entry("dt=2026-01-01", "folder"));
  }

  @Test
  void aPartitionOfADayThatWasDroppedSinceIsNotAddedByADriverThatWasAway() {
    catalog.register(batch(1, 10), () -> new KeptFrom("2026-01-02", null));
    assertThat(hive.partitions).isEmpty();

    catalog.register(batch(1, 10), () -> new KeptFrom("2026-01-01", null));
    assertThat(hive.partitions).hasSize(1);
  }

  private void register(CommitRecord record) {
    catalog.register(record, () -> KeptFrom.EVERYTHING);
  }

  private static CommitRecord drop(DroppedPartition partition) {
    String table =
        partition.table() == null ? "" : "\"table\": \"%s\", ".formatted(partition.table());
    return CommitRecordJson.read(
        "test",
        """
        {"seq": 9, "kind": "drop", "attempt": "attempt", "decided_at": "1970-01-01T00:00:00Z",
         "drop": {"generation": "run", "run": 0, "partitions": [
           {"zone": "%s", %s"dt": "%s", "name": "%s", "rule": "a rule", "location": "%s",
            "rows": 10, "files": 1, "bytes": 100}]}}
        """
            .formatted(
                partition.zone(), table, partition.dt(), partition.name(), partition.location()));
  }

  private static CommitRecord compaction(long seq, long rows) {
    return CommitRecordJson.read(
        "test",
        """
        {"seq": %d, "kind": "compaction", "attempt": "attempt", "decided_at": "1970-01-01T00:00:00Z",
         "files": [{"zone": "raw", "dt": "2026-01-01", "hour": "10", "staged": "staged",
                    "path": "%s/0.parquet", "rows": %d, "bytes": 120}],
         "compaction": {"table": "raw.visits", "dt": "2026-01-01", "hour": "10",
                        "location": "before", "folder": "%2$s", "replaced": []}}
        """
            .formatted(seq, FOLDER, rows));
  }

  private static CommitRecord batch(long seq, long rows) {
    return batch(seq, rows, "10");
  }

  private static CommitRecord batch(long seq, long rows, String... hours) {
    return CommitRecordJson.read(
        "test",
        """
        {"seq": %d, "kind": "batch", "attempt": "attempt", "decided_at": "1970-01-01T00:00:00Z",
         "files": [%s]}
        """
            .formatted(
                seq,
                Stream.of(hours)
                    .map(hour -> file(seq, rows, hour))
                    .collect(Collectors.joining(", "))));
  }

  private static String file(long seq, long rows, String hour) {
    return """
        {"zone": "raw", "dt": "2026-01-01", "hour": "%s", "staged": "staged", "path": "%s",
         "rows": %d, "bytes": 100}
        """
        .formatted(hour, PATHS.rawFile("2026-01-01", hour, seq, 0), rows);
  }

  /**
   * A metastore with one table. Somebody else adds a column between what is read of it and what is
   * written, as ALTER TABLE … ADD COLUMNS … CASCADE does.
   */
  private static final class OneTable {
    private final Table table = new Table();
    private final Map<String, Partition> partitions = new TreeMap<>();
    private String columnToAdd;

    OneTable() {
      table.setDbName("raw");
      table.setTableName("visits");
      table.setPartitionKeys(List.of(column("dt"), column("hour")));
      table.setSd(new StorageDescriptor());
      table.getSd().setCols(List.of(column("id")));
    }

    void becomeTheLog() {
      rename("ops", "landing_commits");
      table.setPartitionKeys(List.of(column("feed"), column("segment"), column("last_dt")));
    }

    void add(List<String> values, String location) {
      Partition partition = new Partition();
      partition.setValues(values);
      partition.setSd(table.getSd().deepCopy());
      partition.getSd().setLocation(location);
      partition.setParameters(new TreeMap<>());
      write(List.of(partition));
    }

    Map<String, String> places() {
      Map<String, String> places = new TreeMap<>();
      partitions.forEach((name, partition) -> places.put(name, partition.getSd().getLocation()));
      return places;
    }

    void rename(String database, String name) {
      table.setDbName(database);
      table.setTableName(name);
    }

    Partition partition() {
      assertThat(partitions).hasSize(1);
      return partitions.values().iterator().next();
    }

    void addColumnBeforeNextWrite(String name) {
      columnToAdd = name;
    }

    IMetaStoreClient client() {
      return (IMetaStoreClient)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {IMetaStoreClient.class},
              (proxy, method, arguments) -> answer(method.getName(), arguments));
    }

    private Object answer(String method, Object[] arguments) throws NoSuchObjectException {
      return switch (method) {
        case "getTable" -> {
          assertThat(arguments).containsExactly(table.getDbName(), table.getTableName());
          yield table.deepCopy();
        }
        case "getPartition" -> {
          List<?> values = (List<?>) arguments[2];
          Partition partition = partitions.get(name(values));
          if (partition == null) {
            throw new NoSuchObjectException("no such partition");
          }
          yield partition.deepCopy();
        }
        case "getPartitionsByNames" ->
            ((List<?>) arguments[2])
                .stream()
                    .filter(partitions::containsKey)
                    .map(name -> partitions.get(name).deepCopy())
                    .toList();
        case "listPartitionNames" -> {
          String prefix = arguments[2] instanceof List<?> values ? name(values) + "/" : "";
          yield partitions.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
        }
        case "renamePartition" -> {
          Partition before = partitions.remove(name((List<?>) arguments[2]));
          Partition after = ((Partition) arguments[3]).deepCopy();
          // as the metastore does with external tables
          after.getSd().setLocation(before.getSd().getLocation());
          yield write(List.of(after));
        }
        case "dropPartition" -> {
          assertThat(arguments[3]).as("deletes files").isEqualTo(false);
          if (partitions.remove(name((List<?>) arguments[2])) == null) {
            throw new NoSuchObjectException("no such partition");
          }
          yield true;
        }
        case "add_partitions" -> write((List<?>) arguments[0]);
        case "alter_partitions" -> write((List<?>) arguments[2]);
        default -> throw new UnsupportedOperationException(method);
      };
    }

    private List<Partition> write(List<?> written) {
      if (columnToAdd != null) {
        List<FieldSchema> columns = new ArrayList<>(table.getSd().getCols());
        columns.add(column(columnToAdd));
        table.getSd().setCols(columns);
        partitions.values().forEach(partition -> partition.getSd().setCols(columns));
        columnToAdd = null;
      }
      for (Object partition : written) {
        Partition copy = ((Partition) partition).deepCopy();
        partitions.put(name(copy.getValues()), copy);
      }
      return List.of();
    }

    /** Of a partition, or what the names of several begin with. */
    private String name(List<?> values) {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        parts.add(table.getPartitionKeys().get(i).getName() + "=" + values.get(i));
      }
      return String.join("/", parts);
    }

    private static FieldSchema column(String name) {
      return new FieldSchema(name, "string", null);
    }
  }
}
