-- What each run of a batch job did, one JSON object a file, as the jobs write it themselves: at their begin, and again at
-- their end. A job that was killed stays at running. An action that Oozie tries again replaces what its last try wrote.
-- The jobs add the partitions.
CREATE EXTERNAL TABLE IF NOT EXISTS ops.job_runs (
  job              STRING COMMENT 'curate and publish: the Spark application and the last step, which swaps marts in, of the workflows daily, hourly and repair. fraud, backtest, fraud_train: the Spark applications of fraud, backtest and train. audit, retention: of the workflows named so',
  workflow_id      STRING COMMENT 'Workflow of Oozie that ran it, null when it was run by hand',
  run              INT    COMMENT 'Which run of that workflow: 0, then one more with each rerun',
  generation       STRING COMMENT 'Name of what it wrote, which is part of the folders of dw and mart',
  `partitions`     ARRAY<STRING>
                          COMMENT 'What it computed: days, or hours as 2015-05-17T10',
  status           STRING COMMENT 'running, succeeded or failed',
  error            STRING COMMENT 'Why it failed',
  started_at       STRING COMMENT 'When it began, ISO 8601, UTC',
  ended_at         STRING COMMENT 'When it ended, ISO 8601, UTC',
  seconds          DOUBLE COMMENT 'How long it took',
  rows_read        BIGINT COMMENT 'Rows that its tasks read, what they read twice counted twice, null where nobody counts',
  rows_written     BIGINT COMMENT 'Rows that it wrote into all tables together, null where nobody counts',
  application_id   STRING COMMENT 'Application of YARN that did it, null outside of YARN',
  inputs           ARRAY<STRING>
                          COMMENT 'What it read, a table each: raw.activity dt=2015-05-17 hour=00..23 (24) are 24 hours, a name alone is all of the table. None while it runs and where the job does not tell, as publish, whose marts are made by HiveQL',
  outputs          ARRAY<STRING>
                          COMMENT 'What it wrote and readers find since, the same way'
)
COMMENT 'Runs of batch jobs'
PARTITIONED BY (dt STRING COMMENT 'Day on which it began, UTC')
ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.JsonSerDe'
STORED AS TEXTFILE
LOCATION '/millrace/ops/job_runs'
TBLPROPERTIES ('discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'data-platform');
