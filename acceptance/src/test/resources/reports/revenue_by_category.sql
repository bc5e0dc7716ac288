SELECT
  dt, product_category AS category, count(*) AS order_lines, sum(pieces) AS units, sum(money) AS sales,
  sum(taken_off) AS discount, CAST(sum(taken_off) AS DOUBLE) / CAST(sum(money) AS DOUBLE) AS discount_rate,
  sum(money) AS revenue
FROM order_lines
GROUP BY dt, category
