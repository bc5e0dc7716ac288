-- What each page did on each day: the events of dw.activity and the sessions of dw.sessions. Written by
-- marts/activity.hql.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.page_daily (
  site                 STRING COMMENT 'Site, empty where none is given',
  page                 STRING COMMENT 'Page, as a path',
  section              STRING COMMENT 'Section of the page, as dw.page_section(page)',
  page_rank            BIGINT COMMENT 'Place among the pages of all sites that day by visits, then site, then page, from 1, without ties',
  visits               BIGINT COMMENT 'Page views: events page_view',
  users                BIGINT COMMENT 'Distinct visitors with a page view of it',
  sessions             BIGINT COMMENT 'Sessions begun that day that viewed it (among their first 1,000 pages)',
  entries              BIGINT COMMENT 'Of these the sessions whose entry_page it is',
  exits                BIGINT COMMENT 'Of these the sessions whose exit_page it is',
  bot_visits           BIGINT COMMENT 'Of the page views those with is_bot: bots, feed readers, tools, no user agent',
  share_of_visits      DOUBLE COMMENT 'visits / all page views of the site that day that name a page, 0 to 1',
  mean_time_on_page_ms DOUBLE COMMENT 'Mean of time_on_page_ms over the events of the page that have it, milliseconds, null where none has',
  p50_time_on_page_ms  DOUBLE COMMENT 'Percentile 0.5 of the same, linear between neighbours',
  p95_time_on_page_ms  DOUBLE COMMENT 'Percentile 0.95 of the same, linear between neighbours',
  errors               BIGINT COMMENT 'Events of the page with a status_code of 400 or above, which are no page views',
  bytes                BIGINT COMMENT 'Sum of bytes over its events'
)
COMMENT 'Pages by day: a row for each site and page with a page view'
PARTITIONED BY (dt STRING COMMENT 'Day, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/page_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
