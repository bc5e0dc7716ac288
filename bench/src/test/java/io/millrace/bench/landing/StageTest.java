package io.millrace.bench.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StageTest {
  @Test
  void aStackIsOfTheInnermostStage() {
    assertThat(
            Stage.of(
                List.of(
                    "java.util.Arrays",
                    "io.millrace.model.record.JsonScan",
                    "io.millrace.streaming.StageTask",
                    "org.apache.spark.executor.Executor")))
        .isEqualTo(Stage.DECODE);
    assertThat(
            Stage.of(
                List.of(
                    "java.io.DataOutputStream",
                    "org.apache.hadoop.hdfs.DFSOutputStream",
                    "org.apache.parquet.hadoop.ParquetFileWriter",
                    "io.millrace.streaming.parquet.RowFile")))
        .isEqualTo(Stage.FILES);
    assertThat(Stage.of(List.of("io.millrace.streaming.parquet.BytesColumn")))
        .isEqualTo(Stage.PARQUET);
    assertThat(Stage.of(List.of("io.millrace.model.privacy.PersonalHash")))
        .isEqualTo(Stage.PERSONAL);
  }

  @Test
  void whatIsDoneToCommitIsCommitting() {
    assertThat(
            Stage.of(
                List.of(
                    "org.apache.hadoop.hdfs.DFSClient", "io.millrace.streaming.HdfsLandingStore")))
        .isEqualTo(Stage.COMMIT);
  }

  @Test
  void theRestIsSparks() {
    assertThat(Stage.of(List.of("scala.Option", "org.apache.spark.scheduler.DAGScheduler")))
        .isEqualTo(Stage.SPARK);
  }
}
