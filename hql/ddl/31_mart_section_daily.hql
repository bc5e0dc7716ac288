-- What each section of a site did on each day: the events of dw.activity and the sessions of dw.sessions. Written by
-- marts/activity.hql. Sections of a page, such as a banner, are in mart.element_daily.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.section_daily (
  site            STRING COMMENT 'Site, empty where none is given',
  section         STRING COMMENT 'First segment of the paths of its pages, / for what lies in the root, as dw.page_section(page)',
  section_rank    BIGINT COMMENT 'Place among the sections of all sites that day by visits, then site, then section, from 1, without ties',
  pages           BIGINT COMMENT 'Distinct pages with a page view',
  visits          BIGINT COMMENT 'Page views: events page_view',
  users           BIGINT COMMENT 'Distinct visitors with a page view in it',
  sessions        BIGINT COMMENT 'Sessions begun that day that viewed a page of it (among their first 1,000 pages)',
  entries         BIGINT COMMENT 'Of these the sessions whose entry_page lies in it',
  bot_visits      BIGINT COMMENT 'Of the page views those with is_bot: bots, feed readers, tools, no user agent',
  share_of_visits DOUBLE COMMENT 'visits / all page views of the site that day that name a page, 0 to 1',
  errors          BIGINT COMMENT 'Events of its pages with a status_code of 400 or above, which are no page views',
  bytes           BIGINT COMMENT 'Sum of bytes over the events of its pages'
)
COMMENT 'Sections of sites by day: a row for each site and section with a page view'
PARTITIONED BY (dt STRING COMMENT 'Day, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/section_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
