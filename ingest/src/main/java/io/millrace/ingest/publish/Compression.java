package io.millrace.ingest.publish;

/** How batches are compressed; what Kafka calls {@code compression.type}. */
public enum Compression {
  NONE("none"),
  LZ4("lz4"),
  ZSTD("zstd");

  private final String kafkaName;

  Compression(String kafkaName) {
    this.kafkaName = kafkaName;
  }

  String kafkaName() {
    return kafkaName;
  }
}
