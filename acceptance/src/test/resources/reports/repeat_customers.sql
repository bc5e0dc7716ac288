SELECT orders, count(*) AS customers, count(*) / sum(count(*)) OVER () AS share_of_customers, sum(sales) AS sales
FROM (
  SELECT customer_id, count(DISTINCT transaction_id) AS orders, sum(money) AS sales
  FROM order_lines
  GROUP BY customer_id
)
GROUP BY orders
