-- What audits compared and found, one JSON object a line, as the workflow "audit" writes it itself: one file a run, which an
-- action that Oozie tries again replaces. The workflow adds the partitions. The command millrace audit writes nothing.
CREATE EXTERNAL TABLE IF NOT EXISTS ops.audit (
  told_at         STRING COMMENT 'When it was told, ISO 8601, UTC',
  workflow_id     STRING COMMENT 'Workflow of Oozie that ran it, null when it was run by hand',
  run             INT    COMMENT 'Which run of that workflow: 0, then one more with each rerun',
  generation      STRING COMMENT 'Name of the run, as in ops.job_runs',
  compared_days   STRING COMMENT 'Days of event time whose partitions and files were compared, 2026-01-24..2026-01-31, or all',
  kind            STRING COMMENT 'compared: the one row of each run that says what was compared, damaged_log: nothing could be, else the kind of a finding, as millrace audit names it',
  severity        STRING COMMENT 'info: all adds up, or error',
  feed            STRING COMMENT 'Feed, null where the run is meant',
  table_name      STRING COMMENT 'Table with its database, null where no single one is concerned',
  partition_name  STRING COMMENT 'Its partition: dt=2015-05-17 or dt=2015-05-17/hour=10, null where no single one is concerned',
  kafka_partition INT    COMMENT 'Topic-partition, null where no single one is concerned',
  from_offset     BIGINT COMMENT 'First offset concerned, null where offsets are not known',
  until_offset    BIGINT COMMENT 'Their end, exclusive, null where offsets are not known',
  file_path       STRING COMMENT 'File concerned, without scheme and host, null where none is',
  expected        BIGINT COMMENT 'How many rows, or bytes of a file, there should be, of compared 0 findings, null where nothing was counted',
  found           BIGINT COMMENT 'How many there are, of compared the findings, null where nothing was counted',
  words           STRING COMMENT 'All of it in a sentence'
)
COMMENT 'What audits compared and found: a row for each run, and one for each of its findings'
PARTITIONED BY (dt STRING COMMENT 'Day on which the run began, UTC')
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.JsonSerDe'
STORED AS TEXTFILE
LOCATION '/millrace/ops/audit'
TBLPROPERTIES ('discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'data-platform');
