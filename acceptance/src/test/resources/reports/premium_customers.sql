SELECT
  dt, CASE is_premium_customer WHEN 'true' THEN 'premium' ELSE 'standard' END AS customer_class,
  count(*) AS order_lines, sum(pieces) AS units, sum(money) AS sales, sum(taken_off) AS discount,
  sum(to_pay) AS final_amount,
  CAST(sum(money) AS DOUBLE) / CAST(sum(sum(money)) OVER (PARTITION BY dt) AS DOUBLE) AS share_of_sales
FROM order_lines
GROUP BY dt, customer_class
