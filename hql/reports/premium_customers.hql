-- Question: Do premium customers order more than others?
-- Variables: days ('2010-12-01','2010-12-02')
-- Columns: dt, customer_class, order_lines, units, sales, discount, final_amount, share_of_sales
SELECT
  dt,
  customer_class,
  order_lines,
  units,
  sales,
  discount,
  final_amount,
  CAST(sales / sum(sales) OVER (PARTITION BY dt) AS DOUBLE) AS share_of_sales
FROM (
  SELECT
    dt,
    customer_class,
    sum(order_lines) AS order_lines,
    sum(units) AS units,
    sum(sales) AS sales,
    sum(discount) AS discount,
    sum(final_amount) AS final_amount
  FROM mart.revenue_daily
  WHERE dt IN (${days})
  GROUP BY dt, customer_class
) by_class
ORDER BY dt, customer_class;
