-- Live logs say which days they have dropped and what came too late for them. Only for a table that was made without it.
-- CASCADE, since a segment that is open keeps its partition, and with it the partition's columns.
ALTER TABLE ops.live_commits ADD COLUMNS (
  `drop`           STRUCT<generation:STRING, workflow_id:STRING, run:INT, partitions:ARRAY<STRUCT<`table`:STRING, dt:STRING, name:STRING, rule:STRING, location:STRING, `rows`:BIGINT, files:BIGINT, bytes:BIGINT>>>
                          COMMENT 'Partitions that readers find no more, and the run of retention that ordered it',
  live_kept_from   MAP<STRING,STRING> COMMENT 'First day that a table keeps after it, by table, without those that keep all',
  too_old          ARRAY<STRUCT<`table`:STRING, dt:STRING, `rows`:BIGINT>>
                          COMMENT 'Rows that are in no table, since retention had dropped their day before they came'
) CASCADE;
