-- Who comes again: of the visitors who came first in a week, how many had a session in a later one. Weeks are those of
-- ISO 8601, from Monday to Sunday in UTC, named by their Monday. Written by the Spark application that curates, from
-- dw.users and dw.sessions of the days that have been curated.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.retention (
  site         STRING COMMENT 'Site, empty where unknown',
  cohort_week  STRING COMMENT 'Week in which they came first, YYYY-MM-DD, its Monday. A week has a row for each cohort of the site up to it',
  weeks_since  INT    COMMENT 'Weeks from the cohort week to the week in question, 0 for the same',
  cohort_users BIGINT COMMENT 'Visitors of the site whose first session starts in the cohort week, see dw.users',
  users        BIGINT COMMENT 'Of them, those of whom a session starts in the week in question',
  share        DOUBLE COMMENT 'users by cohort_users, 0 to 1'
)
COMMENT 'Retention by week'
PARTITIONED BY (dt STRING COMMENT 'Week in question, YYYY-MM-DD, its Monday. It grows with each of its days that is curated')
STORED AS ORC
LOCATION '/millrace/mart/retention'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
