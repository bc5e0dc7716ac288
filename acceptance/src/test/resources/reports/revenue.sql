SELECT
  dt, '(unknown)' AS country,
  count(DISTINCT transaction_id) AS orders,
  count(*) AS order_lines,
  count(DISTINCT customer_id) AS customers,
  sum(pieces) AS units,
  sum(money) AS revenue,
  sum(money) AS sales,
  (2 * CAST(sum(money) * 10000 AS HUGEINT) + count(DISTINCT transaction_id))
    // (2 * count(DISTINCT transaction_id)) / 10000 AS mean_order_value,
  0 AS cancellations,
  0 AS cancelled_units,
  0 AS cancelled_revenue
FROM order_lines
GROUP BY dt
