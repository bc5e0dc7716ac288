-- Where visitors and orders came from on each day: the events of dw.activity, the sessions of dw.sessions, the order
-- lines of dw.orders. Written by marts/activity.hql. Countries are compared as they are written, DE is not Germany.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.geography_daily (
  country    STRING        COMMENT 'Country, (unknown) where none is given',
  region     STRING        COMMENT 'Region, (unknown) where none is given',
  city       STRING        COMMENT 'City, (unknown) where none is given',
  users      BIGINT        COMMENT 'Distinct visitors with an event from there, over all sites',
  sessions   BIGINT        COMMENT 'Sessions begun that day whose visitor has an event from there on the same site that day, so one that moves is counted in several places',
  events     BIGINT        COMMENT 'Events of any type from there',
  page_views BIGINT        COMMENT 'Of them events page_view',
  orders     BIGINT        COMMENT 'Distinct order_id of lines that are no cancellations, of orders from the country: only in its row with region and city (unknown)',
  revenue    DECIMAL(18,4) COMMENT 'Sum of revenue of dw.orders whose country it is, cancellations taken off: only in its row with region and city (unknown), as orders are placed no closer, 0 elsewhere'
)
COMMENT 'Places by day: a row for each country, region and city with an event, and one with region and city (unknown) for each country with an order'
PARTITIONED BY (dt STRING COMMENT 'Day, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/geography_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
