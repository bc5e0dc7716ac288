-- Question: What does each category of products bring?
-- Variables: days ('2010-12-01','2010-12-02')
-- Columns: dt, category, order_lines, units, sales, discount, discount_rate (discount / sales), revenue
SELECT
  dt,
  category,
  sum(order_lines) AS order_lines,
  sum(units) AS units,
  sum(sales) AS sales,
  sum(discount) AS discount,
  CAST(sum(discount) / sum(sales) AS DOUBLE) AS discount_rate,
  sum(revenue) AS revenue
FROM mart.revenue_daily
WHERE dt IN (${days})
GROUP BY dt, category
ORDER BY dt, revenue DESC, category;
