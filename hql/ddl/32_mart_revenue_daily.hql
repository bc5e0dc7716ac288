-- What each country ordered on each day. Written by marts/revenue_daily.hql.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.revenue_daily (
  country           STRING        COMMENT 'Country of the customer, (unknown) where none is given',
  orders            BIGINT        COMMENT 'Distinct orders, cancellations not among them',
  order_lines       BIGINT        COMMENT 'Order lines, those of cancellations among them',
  customers         BIGINT        COMMENT 'Distinct customers who ordered, as far as they are known',
  units             BIGINT        COMMENT 'Units, those that come back taken off',
  revenue           DECIMAL(18,4) COMMENT 'Sum of quantity times unit price, cancellations taken off',
  sales             DECIMAL(18,4) COMMENT 'The same without cancellations',
  mean_order_value  DECIMAL(18,4) COMMENT 'sales / orders, rounded half up, null without orders',
  cancellations     BIGINT        COMMENT 'Distinct orders that cancel',
  cancelled_units   BIGINT        COMMENT 'Units of cancellations, negative',
  cancelled_revenue DECIMAL(18,4) COMMENT 'Revenue of cancellations, negative, sales plus this is revenue'
)
COMMENT 'Revenue by country and day'
PARTITIONED BY (dt STRING COMMENT 'Day, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/revenue_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');
