-- What landing refused, with the original bytes. Written by landing only.
CREATE EXTERNAL TABLE IF NOT EXISTS raw.quarantine (
  topic           STRING    COMMENT 'Topic it came from',
  kafka_partition INT       COMMENT 'Partition of the topic',
  kafka_offset    BIGINT    COMMENT 'Offset in the partition',
  kafka_time      TIMESTAMP COMMENT 'When the broker appended it, UTC',
  ingest_time     TIMESTAMP COMMENT 'When landing read it, UTC',
  reason          STRING    COMMENT 'Why it was refused: EMPTY, ENCODING, NOT_JSON, NOT_AVRO, UNKNOWN_SCHEMA, MISSING_FIELD, WRONG_TYPE, OUT_OF_RANGE, FAR_PAST, TOO_OLD, FAR_FUTURE or RULE',
  field           STRING    COMMENT 'Field that was at fault, where one was',
  detail          STRING    COMMENT 'What was wrong, for a person',
  payload         BINARY    COMMENT 'The record as it was sent, personal data and all',
  rule            STRING    COMMENT 'Quality rule that does not hold, where one is the reason'
)
COMMENT 'Records that landing refused'
PARTITIONED BY (
  feed STRING COMMENT 'Feed',
  dt   STRING COMMENT 'Day of kafka_time, YYYY-MM-DD, UTC, or the first that is kept where retention has dropped that'
)
STORED AS PARQUET
LOCATION '/millrace/quarantine'
TBLPROPERTIES ('discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'data-platform');
