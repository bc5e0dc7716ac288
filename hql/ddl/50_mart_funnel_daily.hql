-- How far visitors get through the funnels that conf/funnels.yaml declares. Written by the Spark application that
-- curates, which also rewrites the days before the ones it curates as far back as the longest window reaches.
--
-- An attempt begins with every event that fits the first step. It takes each further step with the first event after its
-- last step that fits, if that comes within the window, which is measured from the first step, both ends included. An
-- event is one step of an attempt at most. Events of a visitor are ordered by event_time, kafka_partition, kafka_offset.
-- In strict mode an attempt is over at the first page view after its first step that does not fit the next one.
-- Of the attempts of a visitor on a site that begin on one day the one counts that took most steps and, of several, the
-- one that began last. A funnel that counts sessions takes the attempts within a session of dw.sessions for one, on the
-- day that the session starts.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.funnel_daily (
  site             STRING COMMENT 'Site, empty where unknown',
  funnel           STRING COMMENT 'Name of the funnel',
  counted          STRING COMMENT 'What is counted: visitor (dw.activity.visitor on a site, once for each day on which one enters) or session (dw.sessions)',
  segment          STRING COMMENT 'all, or the column of dw.activity by whose value at the first step the counted are told apart',
  segment_value    STRING COMMENT 'That value, empty where unknown and for all',
  step             INT    COMMENT 'Number of the step, from 1. A funnel that anybody entered has a row for each of its steps',
  step_name        STRING COMMENT 'Name of the step',
  entered          BIGINT COMMENT 'Who took this step, and all before it',
  converted        BIGINT COMMENT 'Of them, who took the next step as well. At the last step all of them: they are through',
  dropped          BIGINT COMMENT 'entered less converted',
  conversion_rate  DOUBLE COMMENT 'converted by entered, 0 to 1, null where nobody entered',
  share_of_entries DOUBLE COMMENT 'entered by those who took the first step, 0 to 1',
  median_seconds   DOUBLE COMMENT 'Median time from this step to the next of those who took it, in seconds to the microsecond, the mean of the middle two of an even number. Null at the last step and where nobody went on'
)
COMMENT 'Funnels by day'
PARTITIONED BY (dt STRING COMMENT 'Day of the first step, YYYY-MM-DD, UTC. Where sessions are counted, the day that the session starts')
STORED AS ORC
LOCATION '/millrace/mart/funnel_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
