-- mart.revenue_daily for some days: what each country ordered.
-- Variables: days, quoted and separated by commas, such as '2010-12-01','2010-12-02', generation, letters, digits and
-- underscores, unique to the run.
-- Writes mart.revenue_daily_next_<generation>, beside what readers see. The publish step swaps each day in and drops
-- that table, by hand, it can be looked at first.

-- A repeated run begins anew. Dropping an external table leaves its files, each day's are overwritten below.
DROP TABLE IF EXISTS mart.revenue_daily_next_${generation};

-- The same columns, in a place of its own.
CREATE EXTERNAL TABLE mart.revenue_daily_next_${generation} LIKE mart.revenue_daily
  LOCATION '/millrace/mart/revenue_daily/_next/${generation}'
  TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');

SET hive.exec.dynamic.partition.mode = nonstrict;

-- One row for each country with an order line that day. Cancellations lower the revenue and are counted beside it.
INSERT OVERWRITE TABLE mart.revenue_daily_next_${generation} PARTITION (dt)
SELECT
  country,
  orders,
  order_lines,
  customers,
  units,
  CAST(revenue AS DECIMAL(18,4)) AS revenue,
  CAST(sales AS DECIMAL(18,4)) AS sales,
  CAST(if(orders > 0, sales / orders, NULL) AS DECIMAL(18,4)) AS mean_order_value,
  cancellations,
  cancelled_units,
  CAST(cancelled_revenue AS DECIMAL(18,4)) AS cancelled_revenue,
  dt
FROM (
  SELECT
    dt,
    coalesce(country, '(unknown)') AS country,
    count(DISTINCT if(is_cancellation, NULL, order_id)) AS orders,
    count(*) AS order_lines,
    count(DISTINCT if(is_cancellation, NULL, customer_id)) AS customers,
    coalesce(sum(CAST(quantity AS BIGINT)), 0) AS units,
    coalesce(sum(revenue), 0) AS revenue,
    coalesce(sum(if(is_cancellation, NULL, revenue)), 0) AS sales,
    count(DISTINCT if(is_cancellation, order_id, NULL)) AS cancellations,
    coalesce(sum(if(is_cancellation, CAST(quantity AS BIGINT), NULL)), 0) AS cancelled_units,
    coalesce(sum(if(is_cancellation, revenue, NULL)), 0) AS cancelled_revenue
  FROM dw.orders
  WHERE dt IN (${days})
  GROUP BY dt, coalesce(country, '(unknown)')
) by_country;
