-- What visitors did with the parts of pages on each day: the interactions of dw.activity, which are events of another
-- type than page_view, page_leave, error, asset and probe that name a section or an element. Written by
-- marts/activity.hql.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.element_daily (
  site            STRING COMMENT 'Site, empty where none is given',
  section         STRING COMMENT 'Section of a page, such as hero_banner, empty where none is given',
  element         STRING COMMENT 'Element of the section, empty in the row of the section as a whole, of which those of its elements are parts',
  interactions    BIGINT COMMENT 'Interactions',
  views           BIGINT COMMENT 'Of them events section_view',
  clicks          BIGINT COMMENT 'Of them events click',
  users           BIGINT COMMENT 'Distinct visitors with an interaction here',
  engaged_users   BIGINT COMMENT 'Distinct visitors with an interaction here other than section_view',
  section_users   BIGINT COMMENT 'Distinct visitors with an interaction in the section as a whole, that is who saw it',
  engagement_rate DOUBLE COMMENT 'engaged_users / section_users, 0 to 1, null without known visitors'
)
COMMENT 'Sections of pages and their elements by day: a row for each site and section with an interaction, and one for each of its elements with one'
PARTITIONED BY (dt STRING COMMENT 'Day, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/element_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
