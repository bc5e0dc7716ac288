-- What each section of a site did on each day. Written by marts/section_daily.hql.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.section_daily (
  site            STRING COMMENT 'Site',
  section         STRING COMMENT 'First segment of the paths of its pages, / for what lies in the root',
  section_rank    BIGINT COMMENT 'Place among the sections of all sites that day by visits, from 1, without ties',
  pages           BIGINT COMMENT 'Distinct pages viewed',
  visits          BIGINT COMMENT 'Page views',
  users           BIGINT COMMENT 'Distinct visitors who viewed a page of it',
  sessions        BIGINT COMMENT 'Sessions begun that day that viewed a page of it (among their first 1,000 pages)',
  entries         BIGINT COMMENT 'Sessions begun that day that began in it',
  bot_visits      BIGINT COMMENT 'Page views by programs: bots, feed readers, tools, no user agent',
  share_of_visits DOUBLE COMMENT 'Its part of the page views of the site that day, 0 to 1',
  errors          BIGINT COMMENT 'Requests of it answered with status 400 or above, which are no page views',
  bytes           BIGINT COMMENT 'Bytes sent'
)
COMMENT 'Sections by day'
PARTITIONED BY (dt STRING COMMENT 'Day, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/section_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');
