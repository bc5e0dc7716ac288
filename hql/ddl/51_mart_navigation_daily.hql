-- From which page to which visitors of a site go within a session. Written by the Spark application that curates, from
-- the paths of dw.sessions (of each session the first 1,000 pages). Each view in a path is counted twice, once with the
-- page before it and once with the page after it, so that the transitions of a page and direction add up to its views.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.navigation_daily (
  site        STRING COMMENT 'Site, empty where unknown',
  page        STRING COMMENT 'Page that was viewed',
  direction   STRING COMMENT 'Where other_page is: previous (viewed directly before it) or next (directly after it)',
  other_page  STRING COMMENT 'The other page, which may be the same one again. Empty where the path of the session begins (previous) or ends (next)',
  transitions BIGINT COMMENT 'Views of page with that other page on that side, in sessions that start that day',
  share       DOUBLE COMMENT 'transitions by all of the page on that side on that site and day, 0 to 1'
)
COMMENT 'Ways between pages by day'
PARTITIONED BY (dt STRING COMMENT 'Day that the session starts, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/navigation_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
