-- How busy each hour of each day was: the events of dw.activity. Written by marts/activity.hql.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.peak_hours (
  site       STRING COMMENT 'Site, empty where none is given',
  hour       STRING COMMENT 'Hour, 00 to 23, UTC',
  weekday    BIGINT COMMENT 'Day of the week of dt, 1 for Monday to 7 for Sunday',
  events     BIGINT COMMENT 'Events of any type',
  page_views BIGINT COMMENT 'Of them events page_view',
  users      BIGINT COMMENT 'Distinct visitors with an event',
  bot_events BIGINT COMMENT 'Of the events those with is_bot'
)
COMMENT 'Traffic by site and hour: a row for each site and hour with an event'
PARTITIONED BY (dt STRING COMMENT 'Day, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/peak_hours'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
