-- Orders by hour, and one row with hour NULL for each whole day (distinct orders do not add up over hours).
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
