SELECT
  dt, hour,
  count(DISTINCT transaction_id) AS orders,
  0 AS cancellations,
  count(*) AS order_lines,
  sum(pieces) AS units,
  count(DISTINCT customer_id) AS customers,
  sum(money) AS revenue,
  sum(money) AS sales,
  0 AS cancelled_revenue
FROM (
  SELECT *, substr(transaction_date, 12, 2) AS hour FROM order_lines
  UNION ALL
  SELECT *, NULL AS hour FROM order_lines
)
GROUP BY dt, hour
