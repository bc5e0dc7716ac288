SELECT customer_id, count(DISTINCT transaction_id) AS orders, sum(pieces) AS units, sum(money) AS sales,
  max(dt) AS last_order
FROM order_lines
GROUP BY customer_id
ORDER BY sales DESC, customer_id
LIMIT 100
