-- Where on pages visitors were active in each hour of each day: the interactions of dw.activity, as in
-- mart.element_daily, that name a page. Written by marts/activity.hql.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.heatmap_daily (
  site         STRING COMMENT 'Site, empty where none is given',
  page         STRING COMMENT 'Page, as a path',
  section      STRING COMMENT 'Section of the page, such as hero_banner, empty where none is given',
  hour         STRING COMMENT 'Hour, 00 to 23, UTC',
  interactions BIGINT COMMENT 'Interactions',
  views        BIGINT COMMENT 'Of them events section_view',
  clicks       BIGINT COMMENT 'Of them events click',
  users        BIGINT COMMENT 'Distinct visitors with an interaction'
)
COMMENT 'Interactions by page, section and hour: a row for each of these with one'
PARTITIONED BY (dt STRING COMMENT 'Day, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/heatmap_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
