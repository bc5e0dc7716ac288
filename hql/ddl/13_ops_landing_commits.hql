-- Landing's own commit log, one JSON object a file, as landing writes and reads it: this table is a view of the truth
-- and not a copy of it.
CREATE EXTERNAL TABLE IF NOT EXISTS ops.landing_commits (
  seq              BIGINT COMMENT 'Sequence number of the feed, from 1 without gaps',
  kind             STRING COMMENT 'batch: offsets landed, claim: a driver took the feed over',
  attempt          STRING COMMENT 'Driver that decided it',
  decided_at       STRING COMMENT 'When it was decided, ISO 8601, UTC',
  ranges           ARRAY<STRUCT<`partition`:INT, from_offset:BIGINT, until_offset:BIGINT, landed:BIGINT, quarantined:BIGINT>>
                          COMMENT 'Offsets it took of each partition, the last one exclusive, and what became of them',
  files            ARRAY<STRUCT<path:STRING, `rows`:BIGINT, bytes:BIGINT, zone:STRING>>
                          COMMENT 'Files it wrote',
  rows_landed      BIGINT COMMENT 'Records landed in raw',
  rows_quarantined BIGINT COMMENT 'Records refused',
  bytes            BIGINT COMMENT 'Bytes written',
  min_event_time   STRING COMMENT 'Least event time landed, ISO 8601, UTC',
  max_event_time   STRING COMMENT 'Greatest event time landed, ISO 8601, UTC',
  ends             ARRAY<STRUCT<`partition`:INT, `offset`:BIGINT>>
                          COMMENT 'Position of every partition after it'
)
COMMENT 'Commit log of landing'
PARTITIONED BY (feed STRING COMMENT 'Feed')
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.JsonSerDe'
STORED AS TEXTFILE
LOCATION '/millrace/ops/landing_commits'
TBLPROPERTIES ('discover.partitions' = 'false', 'external.table.purge' = 'false');
