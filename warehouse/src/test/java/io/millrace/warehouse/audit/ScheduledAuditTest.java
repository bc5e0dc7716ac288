package io.millrace.warehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.landing.LandingPaths;
import io.millrace.warehouse.Days;
import io.millrace.warehouse.hql.TableDefinition;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.MemoryCatalog;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.Published;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.run.Caller;
import io.millrace.warehouse.run.JobRun;
import io.millrace.warehouse.run.OpsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One feed, "orders": batch 1 landed two records of one hour, which is closed, curated and in the
 * mart. Hive is played by answers to the audit's questions; HDFS is a local folder.
 */
class ScheduledAuditTest {

  private static final Instant NOW = Instant.parse("2026-01-08T05:30:00Z");
  private static final String DAY = "2026-01-07";
  private static final AuditedDays DAYS = AuditedDays.of(Days.parse("2026-01-07..2026-01-08"));
  private static final List<AuditedFeed> FEEDS =
      List.of(new AuditedFeed("orders", Optional.of("record_id")));
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path root;
  private final List<String> asked = new ArrayList<>();
  private final MemoryCatalog catalog = new MemoryCatalog();
  private long rowsOfTheDay = 2;
  private long curated = 2;
  private long linesInTheMart = 2;
  private boolean hasTable = true;
  private LandingPaths paths;

  @BeforeEach
  void land() throws IOException {
    paths = new LandingPaths(root.toString(), "orders");
    String file = paths.rawFile(DAY, "10", 1, 0);
    write(file, "four");
    write(
        paths.logEntry(1),
        """
{"seq":1,"kind":"batch","ranges":[{"partition":0,"from_offset":0,"until_offset":2,"landed":2,"quarantined":0}],
 "files":[{"path":"%s","rows":2,"bytes":4,"zone":"raw","dt":"%s"}]}
"""
            .formatted(file, DAY));
    write(paths.publishedMark(1), "");
    write(paths.closedFlag(DAY, "10"), "{}");
    catalog.create(
        new TableName("dw", "orders"),
        Map.of(
            PartitionKey.ofName("dt=" + DAY + "/hour=10"),
            new Published("/dw", OptionalLong.of(1))));
    catalog.create(
        new TableName("mart", "revenue_daily"),
        Map.of(PartitionKey.ofName("dt=" + DAY), new Published("/mart", OptionalLong.empty())));
    catalog.create(new TableName("mart", "ingest_daily"), Map.of());
  }

  @Test
  void anAuditThatFindsNothingHasOneRowThatSaysWhatWasCompared() throws Exception {
    // when
    String words = run(FEEDS);

    // then
    assertThat(rows())
        .singleElement()
        .satisfies(
            row -> {
              List<String> fields = new ArrayList<>();
              row.fieldNames().forEachRemaining(fields::add);
              assertThat(fields)
                  .containsExactlyElementsOf(TableDefinition.of("ops.audit").columns().keySet());
              assertThat(row.path("kind").asText()).isEqualTo("compared");
              assertThat(row.path("severity").asText()).isEqualTo("info");
              assertThat(row.path("compared_days").asText()).isEqualTo("2026-01-07..2026-01-08");
              assertThat(row.path("found").asLong()).isZero();
              assertThat(row.path("words").asText()).isEqualTo(words);
            });
    assertThat(words)
        .contains("Every record of 2026-01-07..2026-01-08", "HDFS and Hive", "1 day of marts")
        .doesNotContain("produced");
  }

  @Test
  void hiveIsAskedForTheDaysAlone() throws Exception {
    run(FEEDS);

    assertThat(asked)
        .hasSize(3)
        .allSatisfy(sql -> assertThat(sql).contains("dt IN ('2026-01-07', '2026-01-08')"))
        .noneSatisfy(sql -> assertThat(sql).contains("${"));
  }

  @Test
  void whatIsMissingFailsTheRunAndIsARowWithWhatWasExpected() throws Exception {
    // given
    linesInTheMart = 1;
    Files.delete(Path.of(paths.rawFile(DAY, "10", 1, 0)));

    // when, then
    assertThatThrownBy(() -> run(FEEDS))
        .isInstanceOf(UnbalancedException.class)
        .hasMessageStartingWith("The audit has 2 findings, the first: ")
        .hasMessageContaining("batch 1 wrote this file with 2 rows")
        .hasMessageContaining("ops.audit");
    assertThat(rows())
        .extracting(row -> row.path("kind").asText())
        .containsExactly("compared", "missing_file", "wrong_total");
    JsonNode total = rows().get(2);
    assertThat(total.path("table_name").asText()).isEqualTo("mart.revenue_daily");
    assertThat(total.path("partition_name").asText()).isEqualTo("dt=2026-01-07");
    assertThat(total.path("expected").asLong()).isEqualTo(2);
    assertThat(total.path("found").asLong()).isEqualTo(1);
    assertThat(total.path("severity").asText()).isEqualTo("error");
  }

  @Test
  void aDayThatDiffersIsLookedAtByOffset() {
    rowsOfTheDay = 1;

    assertThatThrownBy(() -> run(FEEDS)).isInstanceOf(UnbalancedException.class);
    assertThat(asked)
        .anySatisfy(sql -> assertThat(sql).contains("neighbours"))
        .noneSatisfy(sql -> assertThat(sql).contains("9223372036854775807"));
  }

  @Test
  void anHourThatIsJustBeingCuratedIsNoFinding() throws Exception {
    // given landing has not closed it
    curated = 0;
    Files.delete(Path.of(paths.closedFlag(DAY, "10")));
    linesInTheMart = 0;

    assertThat(run(FEEDS)).contains("Every record");
  }

  @Test
  void aMartThatAWorkflowIsJustComputingIsNoFinding() throws Exception {
    // given the day is curated, and its marts are on their way
    linesInTheMart = 1;
    jobRun("curate", "w", "succeeded", "2026-01-08T05:20:00Z", DAY);

    // when, then
    assertThat(run(FEEDS)).contains("1 wait to be computed again");

    // when they are published
    jobRun("publish", "w", "succeeded", "2026-01-08T05:25:00Z", DAY);

    // then
    assertThatThrownBy(() -> run(FEEDS)).isInstanceOf(UnbalancedException.class);
  }

  @Test
  void aCurationThatNoMartsFollowedHidesNoneThatAnotherWorkflowPublishedSince() throws Exception {
    linesInTheMart = 1;
    jobRun("curate", "curates-only", "succeeded", "2026-01-08T05:20:00Z", DAY);
    jobRun("curate", "all", "succeeded", "2026-01-08T05:22:00Z", DAY);
    jobRun("publish", "all", "succeeded", "2026-01-08T05:25:00Z", DAY);

    assertThatThrownBy(() -> run(FEEDS)).isInstanceOf(UnbalancedException.class);
  }

  @Test
  void aCurationWaitsForMartsWhileAnotherWorkflowPublishesThoseOfTheRowsBefore() throws Exception {
    // given
    linesInTheMart = 1;
    jobRun("curate", "before", "succeeded", "2026-01-08T05:10:00Z", DAY);
    jobRun("curate", "repair", "succeeded", "2026-01-08T05:20:00Z", DAY);

    // when
    jobRun("publish", "before", "succeeded", "2026-01-08T05:25:00Z", DAY);

    // then
    assertThat(run(FEEDS)).contains("1 wait to be computed again");
  }

  @Test
  void aJobThatWasKilledHidesNothingOnceItsWorkflowHasGoneOn() throws Exception {
    // given
    linesInTheMart = 1;
    jobRun("curate", "w", "running", "2026-01-08T05:20:00Z", DAY);
    assertThat(run(FEEDS)).contains("1 wait to be computed again");

    // when
    jobRun("publish", "w", "succeeded", "2026-01-08T05:25:00Z", DAY);

    // then
    assertThatThrownBy(() -> run(FEEDS)).isInstanceOf(UnbalancedException.class);
  }

  @Test
  void aCurationOfHoursWhichNoMartOfTheFeedFollowsHidesNothing() throws Exception {
    linesInTheMart = 1;
    jobRun("curate", "w", "succeeded", "2026-01-08T05:20:00Z", DAY + "T10");

    assertThatThrownBy(() -> run(FEEDS)).isInstanceOf(UnbalancedException.class);
  }

  @Test
  void anHourThatAJobIsJustReplacingIsNoFinding() throws Exception {
    curated = 1;
    linesInTheMart = 1;
    jobRun("curate", "w", "running", "2026-01-08T05:29:00Z", DAY + "T10");

    assertThat(run(FEEDS)).contains("Every record");
  }

  @Test
  void aJobOfAnotherDayOrOneThatWasKilledLongAgoHidesNothing() throws Exception {
    linesInTheMart = 1;
    jobRun("curate", "w", "running", "2026-01-07T23:00:00Z", DAY);
    jobRun("publish", "w", "running", "2026-01-08T05:29:00Z", "2026-01-06");

    assertThatThrownBy(() -> run(FEEDS)).isInstanceOf(UnbalancedException.class);
  }

  @Test
  void aLogThatCannotBeReadFailsTheRunAndIsTold() throws Exception {
    write(paths.logEntry(1), "{\"seq\":");

    assertThatThrownBy(() -> run(FEEDS))
        .isInstanceOf(UnbalancedException.class)
        .hasMessageContaining("is no commit record");
    assertThat(rows())
        .singleElement()
        .satisfies(row -> assertThat(row.path("kind").asText()).isEqualTo("damaged_log"));
  }

  @Test
  void aLogWithEntriesBesideItsSegmentsFailsTheRunAndIsToldToo() throws Exception {
    // given
    write(paths.log() + "/" + Path.of(paths.logEntry(2)).getFileName(), "{}");

    assertThatThrownBy(() -> run(FEEDS)).isInstanceOf(UnbalancedException.class);
    assertThat(rows())
        .singleElement()
        .satisfies(row -> assertThat(row.path("kind").asText()).isEqualTo("damaged_log"));
  }

  @Test
  void whatNoTableSaysIsNotHeldToBeTold() throws Exception {
    // given
    hasTable = false;

    // when, then
    assertThatThrownBy(() -> run(FEEDS))
        .isInstanceOf(PublishException.class)
        .hasMessageStartingWith("Every record")
        .hasMessageEndingWith("millrace feed apply --all");
    linesInTheMart = 1;
    assertThatThrownBy(() -> run(FEEDS))
        .isInstanceOf(UnbalancedException.class)
        .hasMessageNotContaining("ops.audit");
  }

  @Test
  void aFeedThatWasAppliedSinceIsComparedAsFarAsItsLogGoesAndNamed() throws Exception {
    // given
    Files.createDirectories(root.resolve("feeds/orders/v0001"));
    Files.createDirectories(root.resolve("feeds/unfinished"));
    List<AuditedFeed> feeds =
        FeedIds.applied(files(), root.toString(), root.resolve("conf").toString());
    curated = 0;

    // when
    String words = run(feeds);

    // then
    assertThat(feeds).containsExactly(new AuditedFeed("orders", Optional.empty()));
    assertThat(words).contains("Feed orders was applied since", "millrace workflow schedule");
    assertThat(asked).hasSize(1);
  }

  @Test
  void whatTellsRecordsApartIsReadAsItWasWritten() throws Exception {
    Files.createDirectories(root.resolve("feeds/orders/v0001"));
    write(root.resolve("conf/" + FeedIds.FILE).toString(), FeedIds.json(FEEDS));

    assertThat(FeedIds.applied(files(), root.toString(), root.resolve("conf").toString()))
        .isEqualTo(FEEDS);
  }

  private String run(List<AuditedFeed> feeds) throws Exception {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    JobRun run =
        JobRun.begun(
            "audit",
            new Caller(Optional.of("0000003-26-oozie-root-W"), 0),
            new Generation("g1"),
            DAYS.partitions(),
            Optional.empty(),
            NOW);
    WarehouseAudit audit =
        new WarehouseAudit(
            files(), root.toString(), Optional.empty(), this::answer, catalog, new Silent(), clock);
    OpsFiles log =
        new OpsFiles(files(), new Configuration(), root.toString(), "audit", this::execute);
    return new ScheduledAudit(audit, new AuditLog(log, run, DAYS, clock)).run(feeds, DAYS);
  }

  /** A run of a job of a workflow, as the job tells it. */
  private void jobRun(
      String job, String workflow, String status, String startedAt, String partition)
      throws IOException {
    String ended = status.equals("running") ? "null" : "\"%s\"".formatted(startedAt);
    write(
        "%s/ops/job_runs/dt=%s/%s-%s-0.json"
            .formatted(root, startedAt.substring(0, 10), job, workflow),
        """
        {"job": "%s", "workflow_id": "%s", "run": 0, "status": "%s", "partitions": ["%s"],
         "started_at": "%s", "ended_at": %s}
        """
            .formatted(job, workflow, status, partition, startedAt, ended));
  }

  private void execute(String statement) throws SQLException {
    if (!hasTable) {
      throw new SQLException("Table not found: ops.audit");
    }
  }

  private List<List<String>> answer(String sql) {
    asked.add(sql);
    String rows = Long.toString(rowsOfTheDay);
    if (sql.contains("neighbours")) {
      return List.of();
    } else if (sql.contains("AS total")) {
      return List.of(List.of("mart.revenue_daily", DAY, "", Long.toString(linesInTheMart)));
    } else if (sql.contains("every_record")) {
      String found = Long.toString(curated);
      return List.of(List.of("orders", DAY, "10", "2", "2", found, found));
    } else if (sql.contains("greatest")) {
      return List.of(List.of("orders", "raw", "0", rows, "0", "0", rows));
    }
    return List.of(List.of("orders", "raw", DAY, "0", rows, rows));
  }

  private List<JsonNode> rows() throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    Path file = root.resolve("ops/audit/dt=2026-01-08/audit-0000003-26-oozie-root-W-0.json");
    for (String line : Files.readAllLines(file)) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  private static FileSystem files() throws IOException {
    return FileSystem.getLocal(new Configuration());
  }

  private static void write(String path, String text) throws IOException {
    Files.createDirectories(Path.of(path).getParent());
    Files.writeString(Path.of(path), text);
  }

  private static final class Silent implements WarehouseAudit.Progress {

    @Override
    public void at(String step) {}

    @Override
    public void end() {}
  }
}
