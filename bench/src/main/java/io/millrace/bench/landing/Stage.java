package io.millrace.bench.landing;

import java.util.List;

/** Where landing's processor time goes; of two that could be meant, the first. */
enum Stage {
  COMMIT(
      "commit",
      "io.millrace.model.landing",
      "io.millrace.streaming.HdfsLandingStore",
      "io.millrace.streaming.MetastoreCatalog",
      "io.millrace.streaming.HourCloser",
      "org.apache.hadoop.hive",
      "org.apache.spark.sql.execution.streaming.ManifestFileCommitProtocol",
      "org.apache.spark.sql.execution.streaming.FileStreamSinkLog",
      "org.apache.spark.sql.execution.streaming.HDFSMetadataLog",
      "org.apache.spark.sql.execution.streaming.CheckpointFileManager"),
  PERSONAL("personal data", "io.millrace.model.privacy"),
  KAFKA("Kafka fetch", "org.apache.kafka", "org.apache.spark.sql.kafka010"),
  DECODE(
      "decode and check",
      "io.millrace.model",
      "com.fasterxml.jackson",
      "org.apache.spark.sql.catalyst.json",
      "org.apache.spark.sql.catalyst.expressions.JsonToStructs"),
  FILES("file system", "org.apache.hadoop"),
  PARQUET(
      "Parquet encode", "org.apache.parquet", "org.xerial.snappy", "io.millrace.streaming.parquet"),
  STAGING("staging's own", "io.millrace.streaming"),
  SPARK("Spark's own", "");

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // of List.of
  private final List<String> prefixes;

  Stage(String title, String... prefixes) {
    this.title = title;
    this.prefixes = List.of(prefixes);
  }

  String title() {
    return title;
  }

  private boolean owns(String frame) {
    return prefixes.stream().anyMatch(frame::startsWith);
  }

  /**
   * The stage of a stack of class names, innermost first. Committing is what is done in its name;
   * else it is the innermost frame that belongs to a stage.
   */
  static Stage of(List<String> frames) {
    if (frames.stream().anyMatch(COMMIT::owns)) {
      return COMMIT;
    }
    for (String frame : frames) {
      for (Stage stage : values()) {
        if (stage != SPARK && stage.owns(frame)) {
          return stage;
        }
      }
    }
    return SPARK;
  }
}
