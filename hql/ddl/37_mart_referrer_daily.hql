-- From where page views came on each day: the page views of dw.activity. Written by marts/activity.hql.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.referrer_daily (
  site            STRING COMMENT 'Site, empty where none is given',
  referrer        STRING COMMENT 'Host of referrer, what follows :// up to / ? # or :, in lower case without www. at its beginning: (internal) if that is the site, (direct) without a referrer or for -, (other) for what has no such host',
  visits          BIGINT COMMENT 'Page views: events page_view',
  users           BIGINT COMMENT 'Distinct visitors with such a page view',
  bot_visits      BIGINT COMMENT 'Of the page views those with is_bot',
  share_of_visits DOUBLE COMMENT 'visits / all page views of the site that day, 0 to 1'
)
COMMENT 'Referring sites by day: a row for each site and referrer with a page view'
PARTITIONED BY (dt STRING COMMENT 'Day, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/referrer_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
