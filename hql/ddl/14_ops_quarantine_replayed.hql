-- Which refused records were replayed, one JSON object a line. What millrace quarantine replay goes by is here, and not a
-- copy of it. raw.quarantine itself stays as landing wrote it.
CREATE EXTERNAL TABLE IF NOT EXISTS ops.quarantine_replayed (
  kafka_partition INT     COMMENT 'Partition at which the refused record lies, as in raw.quarantine',
  kafka_offset    BIGINT  COMMENT 'Offset at which the refused record lies, as in raw.quarantine',
  dt              STRING  COMMENT 'Day of the refused record in raw.quarantine',
  repaired        BOOLEAN COMMENT 'Whether it was sent as a person mended it',
  run             STRING  COMMENT 'Run that sent it again',
  replayed_at     STRING  COMMENT 'When that was known to be on the topic, ISO 8601, UTC',
  new_partition   INT     COMMENT 'Partition at which it was sent again',
  new_offset      BIGINT  COMMENT 'Offset at which it was sent again, as in raw'
)
COMMENT 'Refused records that were replayed'
PARTITIONED BY (feed STRING COMMENT 'Feed')
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.JsonSerDe'
STORED AS TEXTFILE
LOCATION '/millrace/ops/quarantine_replayed'
TBLPROPERTIES ('discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'data-platform');
