-- Up to when tables are complete, one JSON object a file and a file a table, which whoever publishes to the table replaces:
-- landing when it closes hours of raw, the workflow's jobs for dw and mart. A query reads one short line a table, without Tez.
CREATE EXTERNAL TABLE IF NOT EXISTS ops.freshness (
  table_name      STRING COMMENT 'Table of raw, dw or mart, with its database',
  complete_until  STRING COMMENT 'Since its first partition every hour or day before it that has landed is closed and in the table, ISO 8601, UTC, of raw the end of the last hour that landing has closed, null when not even the first is closed',
  missing         STRING COMMENT 'First hour or day that has landed, is closed and is not in the table, as 2015-05-17T10 or 2015-05-17, which complete_until does not pass, null when there is none, and of raw',
  first_partition STRING COMMENT 'Its first hour or day, of mart.retention the week by its Monday, null of raw',
  last_partition  STRING COMMENT 'Its last one, which may be open or lie behind a hole, null of raw',
  published_at    STRING COMMENT 'When partitions were last swapped in, of raw when hours were last closed, ISO 8601, UTC'
)
COMMENT 'Up to when tables are complete'
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.JsonSerDe'
STORED AS TEXTFILE
LOCATION '/millrace/ops/freshness'
TBLPROPERTIES ('discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'data-platform');
