-- The commit logs of final windows, one JSON object a line, as they are written and read. A log's name is in feed.
CREATE EXTERNAL TABLE IF NOT EXISTS ops.live_commits (
  seq              BIGINT COMMENT 'Sequence number of the log, from 1 without gaps',
  kind             STRING COMMENT 'batch: windows became final, claim: a driver took the log over, compaction: an hour in new files, drop: days that are kept no longer',
  attempt          STRING COMMENT 'Driver that decided it',
  decided_at       STRING COMMENT 'When it was decided, ISO 8601, UTC',
  files            ARRAY<STRUCT<`table`:STRING, path:STRING, `rows`:BIGINT, bytes:BIGINT, dt:STRING, hour:STRING>>
                          COMMENT 'Files it wrote, with their table',
  compaction       STRUCT<`table`:STRING, dt:STRING, hour:STRING, location:STRING, folder:STRING, replaced:ARRAY<STRING>>
                          COMMENT 'Hour whose files it replaced, and the folder that readers read since',
  rows_landed      BIGINT COMMENT 'Rows of final windows',
  total_landed     BIGINT COMMENT 'Rows of it and all before it',
  bytes            BIGINT COMMENT 'Bytes written',
  staged_ms        BIGINT COMMENT 'How long its files took to write, in milliseconds',
  final_until      STRING COMMENT 'Every window that ends at or before it is final, ISO 8601, UTC',
  rebuild_from     ARRAY<STRUCT<topic:STRING, `partition`:INT, `offset`:BIGINT>>
                          COMMENT 'From where the topics must be read to compute all later windows',
  `drop`           STRUCT<generation:STRING, workflow_id:STRING, run:INT, partitions:ARRAY<STRUCT<`table`:STRING, dt:STRING, name:STRING, rule:STRING, location:STRING, `rows`:BIGINT, files:BIGINT, bytes:BIGINT>>>
                          COMMENT 'Partitions that readers find no more, and the run of retention that ordered it',
  live_kept_from   MAP<STRING,STRING> COMMENT 'First day that a table keeps after it, by table, without those that keep all',
  too_old          ARRAY<STRUCT<`table`:STRING, dt:STRING, `rows`:BIGINT>>
                          COMMENT 'Rows that are in no table, since retention had dropped their day before they came'
)
COMMENT 'Commit logs of final windows'
PARTITIONED BY (
  feed             STRING COMMENT 'Log, mostly a feed',
  segment          STRING COMMENT 'Thousand numbers: those that are full are one file',
  last_dt          STRING COMMENT 'Greatest day of event time in a segment that is full, else open: with last_dt >= a day only segments are read that may have rows of it or of later ones'
)
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.JsonSerDe'
STORED AS TEXTFILE
LOCATION '/millrace/ops/live_commits'
TBLPROPERTIES ('discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'data-platform');
