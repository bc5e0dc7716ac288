package io.millrace.warehouse.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.warehouse.publish.DroppedPartition;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.MemoryCatalog;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.run.Caller;
import io.millrace.warehouse.run.JobRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropHistoryTest {

  private static final TableName SCORES = new TableName("dw", "risk_scores");
  private static final TableName LIVE = new TableName("live", "risk_scores");
  private static final TableName ORDERS = new TableName("dw", "orders");

  @TempDir private Path root;

  @Test
  void whatWasEverDroppedOfATableIsKnownOfTheDaysThatAreAskedFor() throws Exception {
    tell("2026-03-01", SCORES, "2026-01-05", "2026-01-06");
    tell("2026-03-02", SCORES, "2026-01-03", "2026-01-08");
    tell("2026-03-02", LIVE, "2026-01-07");

    assertThat(dropped(SCORES, "2026-01-03", "2026-01-06", "2026-01-07"))
        .containsExactly(LocalDate.parse("2026-01-03"), LocalDate.parse("2026-01-06"));
  }

  @Test
  void hoursAreOfTheirDay() throws Exception {
    tell("2026-03-01", ORDERS, "2026-01-05T10", "2026-01-05T11");

    assertThat(dropped(ORDERS, "2026-01-05")).containsExactly(LocalDate.parse("2026-01-05"));
  }

  @Test
  void whatARunThatDiedWasAboutToDropIsKnown() throws Exception {
    log("2026-03-01").note(SCORES.toString(), partitions("2026-01-05"));

    assertThat(dropped(SCORES, "2026-01-05")).containsExactly(LocalDate.parse("2026-01-05"));
  }

  @Test
  void aWarehouseThatHasNeverDroppedAnythingNeedsNoFolder() throws Exception {
    assertThat(dropped(SCORES, "2026-01-05")).isEmpty();
  }

  @Test
  void nothingIsReadOfOtherTablesNorOfWhatWasToldBeforeTheDays() throws Exception {
    // given
    tell("2026-03-01", SCORES, "2026-01-05");
    tell("2026-03-02", ORDERS, "2026-01-05");
    tell("2026-03-03", SCORES, "2026-01-06");
    breakFiles("2026-03-01");
    breakFiles("2026-03-02");

    // then
    assertThat(dropped(SCORES, "2026-03-02")).isEmpty();
    assertThat(dropped(SCORES)).isEmpty();
    assertThatThrownBy(() -> dropped(SCORES, "2026-01-05"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ops/retention/dt=2026-03-01/")
        .hasMessageContaining("not known what retention has dropped");
  }

  private NavigableSet<LocalDate> dropped(TableName table, String... days) throws IOException {
    NavigableSet<LocalDate> asked = new TreeSet<>();
    Stream.of(days).map(LocalDate::parse).forEach(asked::add);
    return new DropHistory(files(), root.toString()).of(table, asked);
  }

  private void tell(String on, TableName table, String... partitions) throws Exception {
    RetentionLog log = log(on);
    log.show(log.note(table.toString(), partitions(partitions)));
  }

  private RetentionLog log(String on) throws IOException {
    Instant now = Instant.parse(on + "T03:00:00Z");
    JobRun run =
        JobRun.begun(
            "retention",
            new Caller(Optional.empty(), 0),
            new Generation("w1_0"),
            List.of(),
            Optional.empty(),
            now);
    return new RetentionLog(
        new MemoryCatalog(), files(), root.toString(), run, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static List<DroppedPartition> partitions(String... keys) {
    return Stream.of(keys)
        .map(
            key ->
                new DroppedPartition(
                    PartitionKey.parse(key), "dw: P31D", "/" + key, OptionalLong.of(1), 1, 1))
        .toList();
  }

  private void breakFiles(String day) throws IOException {
    Path folder = root.resolve("ops/retention/dt=" + day);
    try (Stream<Path> told = Files.list(folder)) {
      for (Path file : told.toList()) {
        if (file.toString().endsWith(".crc")) {
          Files.delete(file);
        } else {
          Files.writeString(file, "{\"partition_name\": \"dt=");
        }
      }
    }
  }

  private static FileSystem files() throws IOException {
    return FileSystem.getLocal(new Configuration());
  }
}
