SELECT
  dt, payment_method,
  count(DISTINCT transaction_id) AS orders,
  count(*) AS order_lines,
  sum(money) AS sales,
  (2 * CAST(sum(money) * 10000 AS HUGEINT) + count(DISTINCT transaction_id))
    // (2 * count(DISTINCT transaction_id)) / 10000 AS mean_order_value
FROM order_lines
GROUP BY dt, payment_method
