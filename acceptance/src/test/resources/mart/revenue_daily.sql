SELECT
  dt,
  '(unknown)' AS country,
  product_category AS category,
  payment_method,
  CASE is_premium_customer WHEN 'true' THEN 'premium' ELSE 'standard' END AS customer_class,
  count(DISTINCT transaction_id) FILTER (NOT cancels) AS orders,
  count(*) AS order_lines,
  count(DISTINCT customer_id) FILTER (NOT cancels) AS customers,
  sum(pieces) AS units,
  sum(money) AS revenue,
  coalesce(sum(money) FILTER (NOT cancels), 0) AS sales,
  (2 * CAST(sales * 10000 AS HUGEINT) + orders) // (2 * orders) / 10000 AS mean_order_value,
  count(DISTINCT transaction_id) FILTER (cancels) AS cancellations,
  coalesce(sum(pieces) FILTER (cancels), 0) AS cancelled_units,
  coalesce(sum(money) FILTER (cancels), 0) AS cancelled_revenue,
  coalesce(sum(taken_off) FILTER (NOT cancels), 0) AS discount,
  coalesce(sum(to_pay) FILTER (NOT cancels), 0) AS final_amount
FROM order_lines
GROUP BY ALL
