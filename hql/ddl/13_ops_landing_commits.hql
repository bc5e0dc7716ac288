-- Landing's own commit log, one JSON object a line, as landing writes and reads it: this table is a view of the truth
-- and not a copy of it. Landing adds its partitions.
CREATE EXTERNAL TABLE IF NOT EXISTS ops.landing_commits (
  seq              BIGINT COMMENT 'Sequence number of the feed, from 1 without gaps',
  kind             STRING COMMENT 'batch: offsets landed, claim: a driver took the feed over, gap: offsets skipped as an operator accepted, compaction: an hour in new files, drop: days that are kept no longer',
  attempt          STRING COMMENT 'Driver that decided it',
  decided_at       STRING COMMENT 'When it was decided, ISO 8601, UTC',
  topic_id         STRING COMMENT 'Id of the topic that the offsets are of',
  ranges           ARRAY<STRUCT<`partition`:INT, from_offset:BIGINT, until_offset:BIGINT, landed:BIGINT, quarantined:BIGINT>>
                          COMMENT 'Offsets it took of each partition, the last one exclusive, and what became of them',
  gaps             ARRAY<STRUCT<`partition`:INT, from_offset:BIGINT, until_offset:BIGINT, reason:STRING>>
                          COMMENT 'Offsets that were skipped, the last one exclusive, and why they are gone',
  accepted_by      STRING COMMENT 'Order that accepted the gaps',
  files            ARRAY<STRUCT<path:STRING, `rows`:BIGINT, bytes:BIGINT, zone:STRING>>
                          COMMENT 'Files it wrote',
  hours            ARRAY<STRUCT<run:STRING, dt:STRING, hour:STRING, `rows`:BIGINT, late:BOOLEAN>>
                          COMMENT 'Rows of each hour of event time, by replay',
  compaction       STRUCT<`table`:STRING, dt:STRING, hour:STRING, location:STRING, folder:STRING, replaced:ARRAY<STRING>>
                          COMMENT 'Hour whose files it replaced, and the folder that readers read since',
  `drop`           STRUCT<generation:STRING, workflow_id:STRING, run:INT, partitions:ARRAY<STRUCT<zone:STRING, dt:STRING, name:STRING, rule:STRING, location:STRING, `rows`:BIGINT, files:BIGINT, bytes:BIGINT>>>
                          COMMENT 'Partitions that readers find no more, and the run of retention that ordered it',
  raw_kept_from    STRING COMMENT 'First day that raw keeps after it, null while it keeps all',
  quarantine_kept_from STRING COMMENT 'First day that the quarantine of the feed keeps after it, null while it keeps all',
  rows_landed      BIGINT COMMENT 'Records landed in raw',
  rows_quarantined BIGINT COMMENT 'Records refused',
  total_landed     BIGINT COMMENT 'Records landed by it and all before it',
  total_quarantined BIGINT COMMENT 'Records refused by it and all before it',
  received_bytes   BIGINT COMMENT 'Bytes of the records as they were on the topic',
  bytes            BIGINT COMMENT 'Bytes written',
  min_event_time   STRING COMMENT 'Least event time landed, ISO 8601, UTC',
  max_event_time   STRING COMMENT 'Greatest event time landed, ISO 8601, UTC',
  lateness         ARRAY<STRUCT<dt:STRING, hour:STRING, bucket:STRING, `rows`:BIGINT>>
                          COMMENT 'Live records by hour of arrival and time from event to arrival',
  arrivals         ARRAY<STRUCT<window_start:STRING, records:BIGINT, bytes:BIGINT, quarantined:BIGINT, late:BIGINT, waits:ARRAY<STRUCT<up_to_ms:BIGINT, `rows`:BIGINT>>>>
                          COMMENT 'Records by ten seconds of arrival, with the time that they had been on the topic when the batch was read',
  arrived_until    ARRAY<STRUCT<`partition`:INT, `time`:STRING>>
                          COMMENT 'Greatest kafka_time of every partition after it',
  staged_ms        BIGINT COMMENT 'How long its files took to write, in milliseconds',
  published_ms     BIGINT COMMENT 'How long the batch before it took from its decision to its readers, in milliseconds',
  ends             ARRAY<STRUCT<`partition`:INT, `offset`:BIGINT>>
                          COMMENT 'Position of every partition after it'
)
COMMENT 'Commit log of landing'
PARTITIONED BY (
  feed             STRING COMMENT 'Feed',
  segment          STRING COMMENT 'Thousand numbers: those that are full are one file',
  last_dt          STRING COMMENT 'Greatest day of event time in a segment that is full, else open: with last_dt >= a day only segments are read that may have rows of it or of later ones'
)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.JsonSerDe'
STORED AS TEXTFILE
LOCATION '/millrace/ops/landing_commits'
TBLPROPERTIES ('discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'data-platform');
