-- Question: Which customers bring most?
-- Variables: days ('2010-12-01','2010-12-02')
-- Columns: customer_id, orders, units, sales, last_order (day)
SELECT
  customer_id,
  count(DISTINCT order_id) AS orders,
  sum(CAST(quantity AS BIGINT)) AS units,
  sum(revenue) AS sales,
  max(dt) AS last_order
FROM dw.orders
WHERE dt IN (${days})
  AND customer_id IS NOT NULL
  AND NOT is_cancellation
GROUP BY customer_id
ORDER BY sales DESC, customer_id
LIMIT 100;
