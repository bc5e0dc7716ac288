-- How sessions went on each day: the sessions of dw.sessions that began on it. Written by marts/activity.hql.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.session_daily (
  site                     STRING COMMENT 'Site, empty where none is given',
  sessions                 BIGINT COMMENT 'Sessions',
  users                    BIGINT COMMENT 'Distinct visitors (user_id) of them',
  open_sessions            BIGINT COMMENT 'Of the sessions those with is_open, which later hours may still continue',
  bounces                  BIGINT COMMENT 'Of the sessions those with is_bounce: exactly one page view',
  bounce_rate              DOUBLE COMMENT 'bounces / sessions, 0 to 1',
  page_views               BIGINT COMMENT 'Sum of pages',
  pages_per_session        DOUBLE COMMENT 'page_views / sessions',
  events                   BIGINT COMMENT 'Sum of events',
  events_per_session       DOUBLE COMMENT 'events / sessions',
  mean_duration_seconds    DOUBLE COMMENT 'Mean of duration_seconds',
  median_duration_seconds  DOUBLE COMMENT 'Percentile 0.5 of duration_seconds, linear between neighbours',
  p95_duration_seconds     DOUBLE COMMENT 'Percentile 0.95 of duration_seconds, linear between neighbours',
  longest_duration_seconds BIGINT COMMENT 'Greatest duration_seconds'
)
COMMENT 'Sessions by site and the day they begin: a row for each site with one'
PARTITIONED BY (dt STRING COMMENT 'Day, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/session_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
