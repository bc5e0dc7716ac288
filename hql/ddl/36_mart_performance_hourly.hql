-- How fast and how well each page was answered in each hour: the events of dw.activity that say how a request was
-- answered. Written by marts/hours.hql.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.performance_hourly (
  site                  STRING COMMENT 'Site, empty where none is given',
  page                  STRING COMMENT 'Page, as a path',
  requests              BIGINT COMMENT 'Events with a status_code',
  timed_requests        BIGINT COMMENT 'Events with a response_time_ms',
  mean_response_time_ms DOUBLE COMMENT 'Mean of response_time_ms over the events that have it, milliseconds, null where none has',
  p50_response_time_ms  DOUBLE COMMENT 'Percentile 0.5 of the same, linear between neighbours',
  p95_response_time_ms  DOUBLE COMMENT 'Percentile 0.95 of the same, linear between neighbours',
  p99_response_time_ms  DOUBLE COMMENT 'Percentile 0.99 of the same, linear between neighbours',
  errors                BIGINT COMMENT 'Of the requests those with a status_code of 400 or above',
  server_errors         BIGINT COMMENT 'Of the requests those with a status_code of 500 or above',
  error_rate            DOUBLE COMMENT 'errors / requests, 0 to 1, null without requests'
)
COMMENT 'Answers by page and hour: a row for each site, page and hour with an event that has a status_code or a response_time_ms'
PARTITIONED BY (
  dt   STRING COMMENT 'Day, YYYY-MM-DD, UTC',
  hour STRING COMMENT 'Hour, 00 to 23, UTC'
)
STORED AS ORC
LOCATION '/millrace/mart/performance_hourly'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
