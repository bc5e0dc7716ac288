package io.millrace.warehouse.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.warehouse.TestSpark;
import io.millrace.warehouse.publish.PartitionFiles;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkPartitionsTest {

  private static final TableName SCORES = new TableName("dw", "risk_scores");
  private static final LocalDate OLD = LocalDate.parse("2026-01-02");
  private static final LocalDate NEW = LocalDate.parse("2026-01-01");

  @TempDir private Path root;

  @Test
  void aNewDayIsThereOnlyWhenThoseThatWereThereAreReplaced() throws Exception {
    try (LocalWarehouse warehouse = new LocalWarehouse(root)) {
      // given
      SparkPartitions partitions = new SparkPartitions(TestSpark.session());
      partitions.swap(SCORES, Map.of(PartitionKey.of(OLD), files(warehouse.folder("first"), 1)));

      // when the metastore cannot take the new day, whose folder would lie in a file
      Path file = Files.writeString(warehouse.folder("file"), "none");
      assertThatThrownBy(
              () ->
                  partitions.swap(
                      SCORES,
                      Map.of(
                          PartitionKey.of(NEW), files(file.resolve("new"), 2),
                          PartitionKey.of(OLD), files(warehouse.folder("second"), 2))))
          .isInstanceOf(PublishException.class)
          .hasMessageContaining("dw.risk_scores");

      // then
      assertThat(partitions.ofDays(SCORES, List.of(NEW, OLD)))
          .containsOnlyKeys(PartitionKey.of(OLD))
          .allSatisfy(
              (day, published) -> {
                assertThat(published.location()).endsWith("second");
                assertThat(published.lastSeq()).hasValue(2);
              });
    }
  }

  private static PartitionFiles files(Path folder, long lastSeq) {
    return new PartitionFiles(
        folder.toUri().toString(), 1, 1, OptionalLong.of(1), OptionalLong.of(lastSeq));
  }
}
