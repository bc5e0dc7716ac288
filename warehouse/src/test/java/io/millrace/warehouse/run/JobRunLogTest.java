package io.millrace.warehouse.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.warehouse.hql.TableDefinition;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PartitionUse;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRunLogTest {

  private static final Instant BEGIN = Instant.parse("2026-01-31T23:59:00Z");
  private static final Instant END = Instant.parse("2026-02-01T00:00:30Z");
  private static final Caller WORKFLOW = new Caller(Optional.of("0000003-26-oozie-root-W"), 1);
  private static final JobRun.Rows ROWS = new JobRun.Rows(Optional.of(10L), Optional.of(7L));

  @TempDir private Path root;
  private final List<String> statements = new ArrayList<>();
  private final PartitionUse use = new PartitionUse();

  @Test
  void aRunThatSucceededIsOneRow() throws Exception {
    // when
    log(statements::add).record(begun(WORKFLOW, BEGIN), () -> ROWS, () -> {});

    // then
    assertThat(rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.path("status").asText()).isEqualTo("succeeded");
              assertThat(row.path("seconds").asDouble()).isEqualTo(90.0);
              assertThat(row.path("rows_written").asLong()).isEqualTo(7);
              assertThat(row.path("partitions").get(0).asText()).isEqualTo("2015-05-17");
              assertThat(row.path("error").isNull()).isTrue();
            });
    assertThat(statements)
        .singleElement()
        .asString()
        .contains("ADD IF NOT EXISTS PARTITION (dt = '2026-01-31')");
  }

  @Test
  void whileItRunsItSaysSo() throws Exception {
    log(statements::add)
        .record(
            begun(WORKFLOW, BEGIN),
            () -> ROWS,
            () -> {
              assertThat(rows())
                  .singleElement()
                  .satisfies(
                      row -> {
                        assertThat(row.path("status").asText()).isEqualTo("running");
                        assertThat(row.path("ended_at").isNull()).isTrue();
                      });
            });
  }

  @Test
  void whatItReadAndWroteOfTablesIsToldWhenItHasEnded() throws Exception {
    // given
    PartitionKey day = PartitionKey.parse("2015-05-17");

    // when
    log(statements::add)
        .record(
            begun(WORKFLOW, BEGIN),
            () -> ROWS,
            () -> {
              use.readsAll(new TableName("dw", "users"));
              use.writes(new TableName("mart", "retention"), List.of(day));
            });

    // then
    assertThat(rows().get(0).path("inputs").toString()).isEqualTo("[\"dw.users\"]");
    assertThat(rows().get(0).path("outputs").toString())
        .isEqualTo("[\"mart.retention dt=2015-05-17\"]");
  }

  @Test
  void aRunThatFailedSaysWhyAndFails() throws Exception {
    // given
    JobRunLog log = log(statements::add);

    // then
    assertThatThrownBy(
            () ->
                log.record(
                    begun(WORKFLOW, BEGIN),
                    () -> JobRun.Rows.UNKNOWN,
                    () -> {
                      throw new PublishException("Hive refused\nat length");
                    }))
        .isInstanceOf(PublishException.class);
    assertThat(rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.path("status").asText()).isEqualTo("failed");
              assertThat(row.path("error").asText()).isEqualTo("Hive refused");
              assertThat(row.path("rows_written").isNull()).isTrue();
            });
  }

  @Test
  void aRunThatFindsOutWhatItComputesTellsItOnceItKnows() throws Exception {
    // given one of which nothing is known before
    JobRun begun = begun(WORKFLOW, BEGIN).of(List.of());

    // when
    assertThatThrownBy(
            () ->
                log(statements::add)
                    .record(
                        begun,
                        () -> ROWS,
                        found -> {
                          assertThat(rows().get(0).path("partitions")).isEmpty();
                          found.accept(List.of("2015-05-18"));
                          assertThat(rows().get(0).path("status").asText()).isEqualTo("running");
                          assertThat(rows().get(0).path("partitions")).hasSize(1);
                          throw new PublishException("refused");
                        }))
        .hasMessage("refused");

    // then
    assertThat(rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.path("status").asText()).isEqualTo("failed");
              assertThat(row.path("partitions").get(0).asText()).isEqualTo("2015-05-18");
            });
  }

  @Test
  void anotherTryOfTheSameRunTakesThePlaceOfTheFirstAlsoBehindMidnight() throws Exception {
    // given
    log(statements::add).record(begun(WORKFLOW, BEGIN), () -> ROWS, () -> {});

    // when
    log(statements::add).record(begun(WORKFLOW, END), () -> ROWS, () -> {});

    // then
    assertThat(rows())
        .singleElement()
        .satisfies(row -> assertThat(row.path("started_at").asText()).isEqualTo(END.toString()));
  }

  @Test
  void aRerunIsARunOfItsOwn() throws Exception {
    // when
    log(statements::add).record(begun(WORKFLOW, BEGIN), () -> ROWS, () -> {});
    log(statements::add)
        .record(begun(new Caller(WORKFLOW.workflow(), 2), BEGIN), () -> ROWS, () -> {});

    // then
    assertThat(rows()).hasSize(2);
  }

  @Test
  void withoutItsTableTheJobDoesItsWorkAllTheSame() throws Exception {
    // given
    List<String> done = new ArrayList<>();
    JobRunLog log =
        log(
            statement -> {
              throw new IllegalStateException("no such table");
            });

    // when
    log.record(begun(WORKFLOW, BEGIN), () -> ROWS, () -> done.add("work"));

    // then
    assertThat(done).hasSize(1);
  }

  @Test
  void aRowHasTheColumnsOfTheTable() throws Exception {
    // given
    List<String> fields = new ArrayList<>();
    JsonNode row = new ObjectMapper().readTree(JobRunLog.json(begun(WORKFLOW, BEGIN)));

    // when
    row.fieldNames().forEachRemaining(fields::add);

    // then
    assertThat(fields)
        .containsExactlyElementsOf(TableDefinition.of("ops.job_runs").columns().keySet());
  }

  @Test
  void theApplicationIsTheOneWhoseContainerItRunsIn() {
    assertThat(YarnContainer.application(Map.of("CONTAINER_ID", "container_e02_17_0012_01_000001")))
        .contains("application_17_0012");
    assertThat(YarnContainer.application(Map.of())).isEmpty();
  }

  private static JobRun begun(Caller caller, Instant now) {
    return JobRun.begun(
        "curate", caller, new Generation("g1"), List.of("2015-05-17"), Optional.empty(), now);
  }

  private JobRunLog log(OpsFiles.Metastore metastore) throws Exception {
    Configuration configuration = new Configuration();
    return new JobRunLog(
        new OpsFiles(
            FileSystem.getLocal(configuration),
            configuration,
            root.toString(),
            "job_runs",
            metastore),
        use,
        Clock.fixed(BEGIN.plusSeconds(90), ZoneOffset.UTC));
  }

  private List<JsonNode> rows() throws java.io.IOException {
    List<JsonNode> rows = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().matches("[^.].*\\.json")).toList()) {
        rows.add(new ObjectMapper().readTree(Files.readString(file)));
      }
    }
    return rows;
  }
}
