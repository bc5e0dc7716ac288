-- Question: How many orders came in each hour, and on the whole day?
-- Variables: days ('2010-12-01','2010-12-02')
-- Columns: dt, hour (null for the whole day, as distinct orders do not add up over hours), orders, cancellations,
--   order_lines, units, customers, revenue, sales, cancelled_revenue
SELECT
  dt,
  hour,
  count(DISTINCT if(is_cancellation, NULL, order_id)) AS orders,
  count(DISTINCT if(is_cancellation, order_id, NULL)) AS cancellations,
  count(*) AS order_lines,
  coalesce(sum(CAST(quantity AS BIGINT)), 0) AS units,
  count(DISTINCT if(is_cancellation, NULL, customer_id)) AS customers,
  coalesce(sum(revenue), 0) AS revenue,
  coalesce(sum(if(is_cancellation, NULL, revenue)), 0) AS sales,
  coalesce(sum(if(is_cancellation, revenue, NULL)), 0) AS cancelled_revenue
FROM dw.orders
WHERE dt IN (${days})
GROUP BY dt, hour
GROUPING SETS ((dt, hour), (dt));
