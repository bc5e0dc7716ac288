-- The commit logs of the live views, one JSON object a file, as the streaming application writes and reads them: this
-- table is a view of the truth and not a copy of it.
CREATE EXTERNAL TABLE IF NOT EXISTS ops.live_commits (
  seq          BIGINT COMMENT 'Sequence number of the log, from 1 without gaps',
  kind         STRING COMMENT 'batch: windows became final, claim: a driver took the log over, compaction: an hour in new files',
  attempt      STRING COMMENT 'Driver that decided it',
  decided_at   STRING COMMENT 'When it was decided, ISO 8601, UTC',
  files        ARRAY<STRUCT<`table`:STRING, path:STRING, `rows`:BIGINT, bytes:BIGINT>>
                      COMMENT 'Files it wrote',
  compaction   STRUCT<`table`:STRING, dt:STRING, hour:STRING, location:STRING, folder:STRING, replaced:ARRAY<STRING>>
                      COMMENT 'Hour whose files it replaced, and the folder that readers read since',
  rows_landed  BIGINT COMMENT 'Rows it wrote',
  total_landed BIGINT COMMENT 'Rows written by it and all before it',
  bytes        BIGINT COMMENT 'Bytes written',
  staged_ms    BIGINT COMMENT 'How long its files took to write, in milliseconds',
  final_until  STRING COMMENT 'Every window that ends then or before is final and in the tables, ISO 8601, UTC',
  rebuild_from ARRAY<STRUCT<topic:STRING, `partition`:INT, `offset`:BIGINT>>
                      COMMENT 'From where the topics are read to compute all later windows again'
)
COMMENT 'Commit logs of the live views'
PARTITIONED BY (feed STRING COMMENT 'Feed, or another log')
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.JsonSerDe'
STORED AS TEXTFILE
LOCATION '/millrace/ops/live_commits'
TBLPROPERTIES ('discover.partitions' = 'false', 'external.table.purge' = 'false');
