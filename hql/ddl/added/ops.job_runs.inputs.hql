-- Runs of jobs say what they read and wrote. Only for a table that was made without it. What ran before reads null. CASCADE,
-- since the day of today keeps its partition, and with it the partition's columns.
ALTER TABLE ops.job_runs ADD COLUMNS (
  inputs           ARRAY<STRING>
                          COMMENT 'What it read, a table each: raw.activity dt=2015-05-17 hour=00..23 (24) are 24 hours, a name alone is all of the table. None while it runs and where the job does not tell, as publish, whose marts are made by HiveQL',
  outputs          ARRAY<STRING>
                          COMMENT 'What it wrote and readers find since, the same way'
) CASCADE;
