-- How the quality checks of each load went, one JSON object a line, as the jobs write it themselves before they publish: one
-- file a run, which an action that Oozie tries again replaces. What is asked is declared in conf/quality.yaml and by feeds.
-- The jobs add the partitions.
CREATE EXTERNAL TABLE IF NOT EXISTS ops.quality (
  checked_at     STRING COMMENT 'When it was told, ISO 8601, UTC',
  job            STRING COMMENT 'Job that wrote the rows, as in ops.job_runs',
  workflow_id    STRING COMMENT 'Workflow of Oozie that ran it, null when it was run by hand',
  run            INT    COMMENT 'Which run of that workflow: 0, then one more with each rerun',
  generation     STRING COMMENT 'Name of what it wrote, as in ops.job_runs',
  table_name     STRING COMMENT 'Table that was checked, with its database',
  partition_name STRING COMMENT 'Partition that was checked: dt=2015-05-17 or dt=2015-05-17/hour=10',
  check_name     STRING COMMENT 'Name of the check, as declared',
  kind           STRING COMMENT 'not_null, unique, range, references, volume or fresh',
  rule           STRING COMMENT 'What it asks, in words',
  severity       STRING COMMENT 'blocking: without it the table is not published and the run fails, or warning',
  status         STRING COMMENT 'passed, failed or skipped (nothing to compare with: no rows, or none a week before)',
  value          DOUBLE COMMENT 'What was measured: rows that do not meet it, for volume rows divided by those a week before, for fresh seconds before the end of the partition, null where skipped',
  bound          STRING COMMENT 'What value may be: 0, for volume the least and the most, for fresh at most so long',
  row_count      BIGINT COMMENT 'Rows of the partition'
)
COMMENT 'Results of quality checks: a row for each check of a partition that a run wrote'
PARTITIONED BY (dt STRING COMMENT 'Day on which the run began, UTC')
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.JsonSerDe'
STORED AS TEXTFILE
LOCATION '/millrace/ops/quality'
TBLPROPERTIES ('discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'data-platform');
