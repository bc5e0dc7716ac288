-- Which published numbers changed, one JSON object a line, as whoever swaps partitions in writes them: a line for each
-- partition whose rows were replaced by others. A partition that was computed anew with the same rows has none. The jobs
-- add the partitions.
CREATE EXTERNAL TABLE IF NOT EXISTS ops.restatements (
  table_name          STRING COMMENT 'Table of dw or mart, with its database',
  `partition`         STRING COMMENT 'Its partition: a day, or an hour as 2015-05-17T10',
  generation          STRING COMMENT 'What is read since, the name of its folder, begins with the generation that ops.job_runs tells of the run',
  replaced_generation STRING COMMENT 'What was read before',
  rows_before         BIGINT COMMENT 'Rows that were there',
  rows_after          BIGINT COMMENT 'Rows that are there since, the same number where only what is in them changed',
  batches             ARRAY<STRING>
                             COMMENT 'Landing batches because of which it changed, as activity 12..15 (see ops.landing_commits), empty where the same batches were computed anew by other rules',
  restated_at         STRING COMMENT 'When, ISO 8601, UTC'
)
COMMENT 'Published partitions that changed, and why'
PARTITIONED BY (dt STRING COMMENT 'Day on which it changed, UTC')
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.JsonSerDe'
STORED AS TEXTFILE
LOCATION '/millrace/ops/restatements'
TBLPROPERTIES ('discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'data-platform');
