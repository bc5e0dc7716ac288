-- Question: How do customers pay?
-- Variables: days ('2010-12-01','2010-12-02')
-- Columns: dt, payment_method, orders, order_lines, sales, mean_order_value
-- Orders are counted in dw.orders, as those of several categories would count several times in the mart.
SELECT
  dt,
  payment_method,
  orders,
  order_lines,
  sales,
  CAST(sales / orders AS DECIMAL(18,4)) AS mean_order_value
FROM (
  SELECT
    dt,
    coalesce(payment_method, '(unknown)') AS payment_method,
    count(DISTINCT order_id) AS orders,
    count(*) AS order_lines,
    sum(revenue) AS sales
  FROM dw.orders
  WHERE dt IN (${days})
    AND NOT is_cancellation
  GROUP BY dt, coalesce(payment_method, '(unknown)')
) by_method
ORDER BY dt, sales DESC, payment_method;
