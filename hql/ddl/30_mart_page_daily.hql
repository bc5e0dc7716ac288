-- What each page did on each day. Written by marts/page_daily.hql.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.page_daily (
  site                 STRING  COMMENT 'Site',
  page                 STRING  COMMENT 'Page, as a path',
  section              STRING  COMMENT 'Section of the page, as dw.page_section(page)',
  page_rank            BIGINT  COMMENT 'Place among the pages of all sites that day by visits, from 1, without ties',
  visits               BIGINT  COMMENT 'Page views',
  users                BIGINT  COMMENT 'Distinct visitors who viewed it',
  sessions             BIGINT  COMMENT 'Sessions begun that day that viewed it (among their first 1,000 pages)',
  entries              BIGINT  COMMENT 'Sessions begun that day that began on it',
  exits                BIGINT  COMMENT 'Sessions begun that day that ended on it',
  bot_visits           BIGINT  COMMENT 'Page views by programs: bots, feed readers, tools, no user agent',
  share_of_visits      DOUBLE  COMMENT 'Its part of the page views of the site that day, 0 to 1',
  mean_time_on_page_ms DOUBLE  COMMENT 'Mean time on the page, milliseconds, null where no time is known',
  p50_time_on_page_ms  DOUBLE  COMMENT 'Half of the known times on the page are at most this, milliseconds',
  p95_time_on_page_ms  DOUBLE  COMMENT '95 of 100 known times on the page are at most this, milliseconds',
  errors               BIGINT  COMMENT 'Requests of it answered with status 400 or above, which are no page views',
  bytes                BIGINT  COMMENT 'Bytes sent'
)
COMMENT 'Pages by day'
PARTITIONED BY (dt STRING COMMENT 'Day, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/page_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');
