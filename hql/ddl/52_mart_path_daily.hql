-- The most common paths: pages that visitors view one directly after another within a session. Written by the Spark
-- application that curates, from the paths of dw.sessions (of each session the first 1,000 pages). Paths have 2 to
-- path_longest pages (5 unless set otherwise), of each length and site the path_top most common (100) are kept.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.path_daily (
  site              STRING COMMENT 'Site, empty where unknown',
  steps             INT    COMMENT 'Number of pages in the path',
  path_rank         BIGINT COMMENT 'Place among the paths of that length on that site and day, from 1, without ties: more sessions first, then by the text of the path, byte by byte',
  path              STRING COMMENT 'The pages in order of viewing, with space, greater-than sign, space between them',
  sessions          BIGINT COMMENT 'Sessions that start that day and have these pages directly one after another, anywhere',
  times             BIGINT COMMENT 'How often they have, places that overlap included',
  share_of_sessions DOUBLE COMMENT 'sessions by the sessions of that site and day whose path has that many pages at least, 0 to 1'
)
COMMENT 'Most common paths by day'
PARTITIONED BY (dt STRING COMMENT 'Day that the session starts, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/path_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
