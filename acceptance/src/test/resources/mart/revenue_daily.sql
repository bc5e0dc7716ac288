SELECT
  dt,
  '(unknown)' AS country,
  product_category AS category,
  payment_method,
  CASE is_premium_customer WHEN 'true' THEN 'premium' ELSE 'standard' END AS customer_class,
  count(DISTINCT transaction_id) AS orders,
  count(*) AS order_lines,
  count(DISTINCT customer_id) AS customers,
  sum(pieces) AS units,
  sum(money) AS revenue,
  sum(money) AS sales,
  (2 * CAST(sum(money) * 10000 AS HUGEINT) + count(DISTINCT transaction_id))
    // (2 * count(DISTINCT transaction_id)) / 10000 AS mean_order_value,
  0 AS cancellations,
  sum(taken_off) AS discount,
  sum(to_pay) AS final_amount
FROM order_lines
GROUP BY ALL
