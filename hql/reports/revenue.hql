-- Question: What did each country order on each day?
-- Variables: days ('2010-12-01','2010-12-02')
-- Columns: dt, country, orders, order_lines, customers, units, revenue, sales, mean_order_value, cancellations,
--   cancelled_units, cancelled_revenue (as mart.revenue_daily, distinct over all of a country)
SELECT
  dt,
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
  CAST(cancelled_revenue AS DECIMAL(18,4)) AS cancelled_revenue
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
