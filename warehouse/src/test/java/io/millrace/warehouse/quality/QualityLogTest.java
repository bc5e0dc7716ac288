package io.millrace.warehouse.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.quality.Check;
import io.millrace.model.quality.CheckResult;
import io.millrace.model.quality.Severity;
import io.millrace.warehouse.hql.TableDefinition;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.run.Caller;
import io.millrace.warehouse.run.JobRun;
import io.millrace.warehouse.run.OpsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityLogTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final JobRun RUN =
      JobRun.begun(
          "curate",
          new Caller(Optional.of("0000003-26-oozie-root-W"), 1),
          new Generation("g1"),
          List.of("2015-05-17"),
          Optional.empty(),
          NOW);
  private static final CheckResult RESULT =
      new CheckResult(
          "dw.activity",
          "dt=2015-05-17/hour=10",
          new Check.NotNull("named", Severity.BLOCKING, List.of("page")),
          CheckResult.Status.FAILED,
          Optional.of(3.0),
          "0",
          10);

  @TempDir private Path root;
  private final List<String> statements = new ArrayList<>();

  @Test
  void aRowHasTheColumnsOfTheTable() throws Exception {
    // given
    List<String> fields = new ArrayList<>();

    // when
    JsonNode row = new ObjectMapper().readTree(QualityLog.json(RUN, RESULT, NOW));

    // then
    row.fieldNames().forEachRemaining(fields::add);
    assertThat(fields)
        .containsExactlyElementsOf(TableDefinition.of("ops.quality").columns().keySet());
    assertThat(row.path("severity").asText()).isEqualTo("blocking");
    assertThat(row.path("status").asText()).isEqualTo("failed");
    assertThat(row.path("value").asDouble()).isEqualTo(3.0);
  }

  @Test
  void aRunHasOneFileWithARowForEachCheckThatATryAgainReplaces() throws Exception {
    // when
    log().write(RUN, List.of(RESULT, RESULT), NOW);
    log().write(RUN, List.of(RESULT), NOW);

    // then
    Path file = root.resolve("ops/quality/dt=2026-01-31/curate-0000003-26-oozie-root-W-1.json");
    assertThat(Files.readAllLines(file)).hasSize(1);
    assertThat(statements)
        .allSatisfy(
            statement ->
                assertThat(statement)
                    .startsWith(
                        "ALTER TABLE ops.quality ADD IF NOT EXISTS PARTITION (dt = '2026-01-31')"));
  }

  @Test
  void aRunThatCheckedNothingLeavesNothing() throws Exception {
    log().write(RUN, List.of(), NOW);

    assertThat(root).isEmptyDirectory();
    assertThat(statements).isEmpty();
  }

  private QualityLog log() throws Exception {
    Configuration configuration = new Configuration();
    return new QualityLog(
        new OpsFiles(
            FileSystem.getLocal(configuration),
            configuration,
            root.toString(),
            "quality",
            statements::add));
  }
}
