-- What was ordered on each day: the order lines of dw.orders. Written by marts/commerce.hql. Money and units add up over
-- rows. An order whose lines are of several categories is counted in each of their rows.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.revenue_daily (
  country           STRING        COMMENT 'Country of the customer, (unknown) where none is given',
  orders            BIGINT        COMMENT 'Distinct order_id of the lines that are no cancellations',
  order_lines       BIGINT        COMMENT 'Order lines, those of cancellations among them',
  customers         BIGINT        COMMENT 'Distinct customer_id of the lines that are no cancellations, as far as they are known',
  units             BIGINT        COMMENT 'Sum of quantity, units that come back taken off',
  revenue           DECIMAL(18,4) COMMENT 'Sum of revenue, which is quantity times unit_price before discounts, cancellations taken off',
  sales             DECIMAL(18,4) COMMENT 'The same over the lines that are no cancellations',
  mean_order_value  DECIMAL(18,4) COMMENT 'sales / orders, rounded half up, null without orders',
  cancellations     BIGINT        COMMENT 'Distinct order_id of the lines that cancel',
  cancelled_units   BIGINT        COMMENT 'Sum of quantity over the lines that cancel, mostly negative',
  cancelled_revenue DECIMAL(18,4) COMMENT 'Sum of revenue over the lines that cancel, mostly negative, sales plus this is revenue',
  category          STRING        COMMENT 'product_category, (unknown) where none is given',
  payment_method    STRING        COMMENT 'payment_method, (unknown) where none is given',
  customer_class    STRING        COMMENT 'premium or standard as is_premium_customer says, (unknown) where it is null',
  discount          DECIMAL(18,4) COMMENT 'Sum of discount over the lines that are no cancellations, lines without one as 0',
  final_amount      DECIMAL(18,4) COMMENT 'Sum of final_amount, what is to be paid as the producer says, over the lines that are no cancellations, lines without one as 0'
)
COMMENT 'Orders by day, country, category, payment method and class of customer: a row for each of these with an order line'
PARTITIONED BY (dt STRING COMMENT 'Day, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/revenue_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
