-- How each feed fared in each ten seconds: written by the streaming application, once for each window when it is final.
-- Each feed has a commit log and partitions of its own.
CREATE EXTERNAL TABLE IF NOT EXISTS live.feed_health (
  window_start       TIMESTAMP COMMENT 'Where the window begins, UTC',
  window_end         TIMESTAMP COMMENT 'Where it ends, itself not within',
  window_seconds     INT       COMMENT 'How long it is',
  feed               STRING    COMMENT 'Feed',
  records            BIGINT    COMMENT 'Records that reached Kafka',
  records_per_second DOUBLE    COMMENT 'The same, a second',
  bytes              BIGINT    COMMENT 'Bytes of their values',
  lag_records        BIGINT    COMMENT 'Records on Kafka at the end of the window that no reader could see by then',
  lag_seconds        DOUBLE    COMMENT 'How old the oldest of them was then, 0 without any',
  delay_p50_ms       BIGINT    COMMENT 'Median time from Kafka to the readers of raw and quarantine, milliseconds, null without records',
  delay_p99_ms       BIGINT    COMMENT '99th percentile of it, milliseconds, null without records',
  late               BIGINT    COMMENT 'Records that landed in an hour that was closed already',
  quarantined        BIGINT    COMMENT 'Records that were refused',
  final_at           TIMESTAMP COMMENT 'When the window became final'
)
COMMENT 'How a feed fared in ten seconds of kafka_time, replays included'
PARTITIONED BY (
  log  STRING COMMENT 'Commit log that wrote it, health_ and the feed',
  dt   STRING COMMENT 'Day of window_start, YYYY-MM-DD, UTC',
  hour STRING COMMENT 'Hour of window_start, HH, UTC'
)
STORED AS PARQUET
LOCATION '/millrace/live/feed_health'
TBLPROPERTIES ('discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'data-platform');
