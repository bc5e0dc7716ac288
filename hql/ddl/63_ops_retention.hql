-- What retention dropped and what a legal hold kept, one JSON object a line, as the workflow "retention" writes it itself,
-- landing of raw and quarantine, and live logs of their tables. A partition is noted before it is dropped and told when it is, so that none goes
-- untold. Whoever tells adds the partitions.
CREATE EXTERNAL TABLE IF NOT EXISTS ops.retention (
  told_at        STRING COMMENT 'When it was noted, right before it was dropped, ISO 8601, UTC',
  workflow_id    STRING COMMENT 'Workflow of Oozie that dropped it or ordered the stream to, null when it was run by hand',
  run            INT    COMMENT 'Which run of that workflow: 0, then one more with each rerun',
  generation     STRING COMMENT 'Name of the run, as in ops.job_runs',
  table_name     STRING COMMENT 'Table with its database, or reports',
  partition_name STRING COMMENT 'Partition: dt=2015-05-17, dt=2015-05-17/hour=10, feed=orders/dt=2015-05-17 or log=health_orders/dt=2015-05-17/hour=10',
  what           STRING COMMENT 'dropped, or held: it would have been dropped, but a legal hold keeps it, told anew by each run',
  rule           STRING COMMENT 'Setting because of which: dw: P400D or dw.orders: P400D of conf/retention.yaml, retention.raw of feed orders: P365D of its declaration',
  `hold`         STRING COMMENT 'Reason of the legal hold, null where dropped',
  row_count      BIGINT COMMENT 'Rows that were in it, null where nobody counts and where held',
  file_count     BIGINT COMMENT 'Files that were in it, null where held',
  bytes          BIGINT COMMENT 'Their length together, null where held',
  location       STRING COMMENT 'Folder of its files, which are removed by the first run later than the grace, of raw, quarantine and live by the stream, null where held'
)
COMMENT 'Dropped and held partitions: a row for each of a run'
PARTITIONED BY (dt STRING COMMENT 'Day on which it was noted, UTC')
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.JsonSerDe'
STORED AS TEXTFILE
LOCATION '/millrace/ops/retention'
TBLPROPERTIES ('discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'data-platform');
