package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The audit notices what was done to data behind the back of who wrote it, and names it. It looks
 * at all that there is, so it comes before there is much.
 */
@Order(215)
@ExtendWith(SharedCluster.class)
class AuditTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RAW = "/millrace/raw/orders";
  private static final String LOG = "/millrace/ops/landing_commits/feed=orders";
  private static final String KEPT = "/acceptance/kept.parquet";
  private static final int UNBALANCED = 7;

  private final TestCluster cluster;

  AuditTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void aDeletedFileACopiedFileAndASkippedOffsetAreNamedAndGoneWhenRestored() throws IOException {
    // given landed files and a batch of the commit log
    List<WebHdfs.Entry> files = cluster.hdfs().files(RAW);
    WebHdfs.Entry deleted = files.get(0);
    WebHdfs.Entry copied = files.get(files.size() - 1);
    String copy = copied.folder() + "/copied.parquet";
    WebHdfs.Entry logged = batch();
    String original = cluster.hdfs().text(logged.path());
    Tampered tampered = withoutItsFirstOffset(original);
    hdfs("-mkdir", "-p", "/acceptance");

    // when one file is deleted, another copied, and an offset skipped
    Outcome audit;
    try {
      hdfs("-mv", deleted.path(), KEPT);
      hdfs("-cp", copied.path(), copy);
      put(tampered.json(), logged.path());
      audit = cluster.millrace().run("audit", "--feed", "orders", "--json");
    } finally {
      hdfs("-mv", KEPT, deleted.path());
      hdfs("-rm", "-skipTrash", copy);
      put(original, logged.path());
    }

    // then
    assertThat(audit.exitCode()).as(audit.toString()).isEqualTo(UNBALANCED);
    List<JsonNode> findings = findings(audit);
    assertThat(findings)
        .anyMatch(f -> is(f, "missing_file") && f.path("path").asText().equals(deleted.path()))
        .anyMatch(f -> is(f, "unexpected_file") && f.path("path").asText().equals(copy))
        .anyMatch(
            f ->
                is(f, "hole")
                    && f.path("partition").asInt() == tampered.partition()
                    && f.path("from_offset").asLong() == tampered.offset()
                    && f.path("until_offset").asLong() == tampered.offset() + 1)
        .anyMatch(f -> is(f, "lost"))
        .anyMatch(f -> is(f, "doubled"));

    // and what was restored is clean again
    cluster.millrace().run("audit", "--feed", "orders").requireSuccess();
  }

  @Test
  void aCuratedFileThatIsGoneIsNamedByItsHourAndByTheDaysOfMartsThatNoLongerAddUp()
      throws IOException {
    // given
    String folder;
    try (Hive hive = cluster.hive()) {
      folder = hive.location("dw.activity", "dt = '2015-05-18', hour = '10'");
    }
    WebHdfs.Entry gone =
        cluster.hdfs().files(folder.strip().replaceFirst("^hdfs://[^/]*", "")).stream()
            .filter(file -> !file.name().startsWith("_"))
            .findFirst()
            .orElseThrow();
    hdfs("-mkdir", "-p", "/acceptance");

    // when
    Outcome audit;
    try {
      hdfs("-mv", gone.path(), KEPT);
      audit = cluster.millrace().run("audit", "--feed", "activity", "--json");
    } finally {
      hdfs("-mv", KEPT, gone.path());
    }

    // then
    assertThat(audit.exitCode()).as(audit.toString()).isEqualTo(UNBALANCED);
    assertThat(findings(audit))
        .anyMatch(f -> is(f, "wrong_curation") && isAt(f, "dw.activity", "2015-05-18T10"))
        .anyMatch(f -> is(f, "wrong_total") && isAt(f, "mart.page_daily", "2015-05-18"))
        .anyMatch(f -> is(f, "wrong_total") && isAt(f, "mart.ingest_daily", "2015-05-18"))
        .anyMatch(f -> is(f, "wrong_total") && isAt(f, "mart.peak_hours", "2015-05-18T10"))
        .allMatch(f -> f.path("at").asText().startsWith("2015-05-18"));
  }

  @Test
  void theAuditThatOozieRunsEndsWellAndTellsWhatItCompared() {
    // when
    cluster.millrace().run("workflow", "run", "audit").requireSuccess();
    cluster.millrace().run("audit", "--days", "2015-05-17..2015-05-18").requireSuccess();

    // then the command told nothing
    try (Hive hive = cluster.hive()) {
      assertThat(
              hive.rows(
                  """
SELECT kind, severity, found FROM ops.audit
WHERE generation IN (SELECT generation FROM ops.job_runs WHERE job = 'audit' AND status = 'succeeded')
"""))
          .isNotEmpty()
          .allSatisfy(row -> assertThat(row).containsExactly("compared", "info", "0"));
    }
  }

  @Test
  void theAuditThatOozieRunsFailsWithWhatIsMissingAndTellsIt() {
    // given
    WebHdfs.Entry gone = cluster.hdfs().files(RAW).get(0);
    hdfs("-mkdir", "-p", "/acceptance");

    // when
    Outcome audit;
    try {
      hdfs("-mv", gone.path(), KEPT);
      audit = cluster.millrace().run("workflow", "run", "audit", "--set", "days_back=all");
    } finally {
      hdfs("-mv", KEPT, gone.path());
    }

    // then
    assertThat(audit.exitCode()).as(audit.toString()).isEqualTo(1);
    assertThat(audit.out() + audit.err()).contains("The audit has", gone.path());
    try (Hive hive = cluster.hive()) {
      assertThat(
              hive.rows(
                  "SELECT DISTINCT severity, compared_days FROM ops.audit WHERE kind = 'missing_file' AND file_path = '%s'"
                      .formatted(gone.path())))
          .containsExactly(List.of("error", "all"));
      assertThat(
              hive.rows(
                  """
                  SELECT DISTINCT feed, kind FROM ops.audit
                  WHERE kind <> 'compared' AND generation IN (SELECT generation FROM ops.audit WHERE file_path = '%s')
                  """
                      .formatted(gone.path())))
          .as("all that it found")
          .contains(
              List.of("orders", "missing_file"),
              List.of("orders", "wrong_count"),
              List.of("orders", "lost"))
          .allMatch(finding -> finding.get(0).equals("orders"));
    }
  }

  /** A commit record in which an offset is skipped. */
  private record Tampered(String json, int partition, long offset) {}

  private static Tampered withoutItsFirstOffset(String record) throws IOException {
    JsonNode json = JSON.readTree(record);
    ObjectNode range = (ObjectNode) json.path("ranges").get(0);
    long offset = range.path("from_offset").asLong();
    range.put("from_offset", offset + 1);
    range.put("landed", range.path("landed").asLong() - 1);
    return new Tampered(JSON.writeValueAsString(json), range.path("partition").asInt(), offset);
  }

  /** A record of the log that is not its last one: a driver that starts relies on that. */
  private WebHdfs.Entry batch() throws IOException {
    for (WebHdfs.Entry entry : cluster.hdfs().files(LOG)) {
      JsonNode record = JSON.readTree(cluster.hdfs().bytes(entry.path()));
      if (record.path("kind").asText().equals("batch")
          && record.path("ranges").path(0).path("landed").asLong() > 1) {
        return entry;
      }
    }
    throw new AssertionError("no batch with landed records in " + LOG);
  }

  private void put(String text, String path) throws IOException {
    Path file = Checkout.target().resolve("commit-record.json");
    Files.writeString(file, text);
    hdfs("-put", "-f", file.toString(), path);
  }

  private void hdfs(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "hdfs";
    all[1] = "dfs";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    cluster.millrace().run(all).requireSuccess();
  }

  private static List<JsonNode> findings(Outcome audit) throws IOException {
    JsonNode findings = JSON.readTree(audit.out()).path("findings");
    return StreamSupport.stream(findings.spliterator(), false).toList();
  }

  private static boolean isAt(JsonNode finding, String table, String at) {
    return finding.path("table").asText().equals(table) && finding.path("at").asText().equals(at);
  }

  private static boolean is(JsonNode finding, String kind) {
    return finding.path("kind").asText().equals(kind);
  }
}
