-- Visitors: one row each, in the day of their first session. Written by the Spark application that curates, from
-- dw.sessions of the days that have been curated. Curating an earlier day later on moves those who were there already.
CREATE EXTERNAL TABLE IF NOT EXISTS dw.users (
  site       STRING    COMMENT 'Site, empty where unknown',
  user_id    STRING    COMMENT 'Visitor, as in dw.sessions',
  first_seen TIMESTAMP COMMENT 'When the first session starts, UTC',
  first_page STRING    COMMENT 'Page of the first page view of that session, null without any'
)
COMMENT 'Visitors by the day of their first session'
PARTITIONED BY (dt STRING COMMENT 'Day of first_seen, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/dw/users'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
