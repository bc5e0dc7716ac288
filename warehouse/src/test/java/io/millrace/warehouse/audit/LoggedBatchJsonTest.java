package io.millrace.warehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.landing.KeptFrom;
import org.junit.jupiter.api.Test;

class LoggedBatchJsonTest {

  @Test
  void readsARecordThatDoesNotAddUp() throws Exception {
    // given 4 offsets of which 3 are accounted for
    String json =
        """
{"seq":3,"kind":"batch","ranges":[{"partition":1,"from_offset":6,"until_offset":10,"landed":3,"quarantined":0}],
 "files":[{"path":"hdfs://127.0.0.1:8020/millrace/raw/activity/f.parquet","rows":3,"bytes":300,"zone":"raw","dt":"2015-05-17"}],
 "raw_kept_from":"2015-05-01"}
""";

    // when
    LoggedBatch batch = LoggedBatchJson.read("000000000003.json", json);

    // then
    assertThat(batch.seq()).isEqualTo(3);
    assertThat(batch.ranges()).containsExactly(new LoggedBatch.Range(1, 6, 10, 3, 0));
    assertThat(batch.files())
        .containsExactly(
            new LoggedBatch.LoggedFile(
                "/millrace/raw/activity/f.parquet", "raw", "2015-05-17", 3, 300));
    assertThat(batch.kept()).isEqualTo(new KeptFrom("2015-05-01", null));
  }

  @Test
  void readsWhatACompactionReplaced() throws Exception {
    String json =
        """
        {"seq":4,"kind":"compaction","ranges":[],"files":[],
         "compaction":{"table":"raw.activity","dt":"2015-05-17","hour":"10",
                       "replaced":["hdfs://127.0.0.1:8020/millrace/raw/activity/f.parquet"]}}
        """;

    assertThat(LoggedBatchJson.read("000000000004.json", json).replaced())
        .containsExactly("/millrace/raw/activity/f.parquet");
  }

  @Test
  void namesTheFileThatIsNoRecord() {
    assertThatThrownBy(() -> LoggedBatchJson.read("/log/000000000003.json", "{\"seq\":"))
        .isInstanceOf(DamagedLogException.class)
        .hasMessageStartingWith("/log/000000000003.json is no commit record");
    assertThatThrownBy(() -> LoggedBatchJson.read("/log/000000000004.json", "{\"seq\":\"4\"}"))
        .hasMessageContaining("no number 'seq'");
  }
}
