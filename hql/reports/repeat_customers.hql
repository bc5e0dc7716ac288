-- Question: How many customers come back within these days?
-- Variables: days ('2010-12-01','2010-12-02')
-- Columns: orders_of_a_customer (orders that each of them placed), customers, share_of_customers, sales
SELECT
  orders_of_a_customer,
  customers,
  customers / sum(customers) OVER () AS share_of_customers,
  sales
FROM (
  SELECT
    orders AS orders_of_a_customer,
    count(*) AS customers,
    sum(sales) AS sales
  FROM (
    SELECT
      customer_id,
      count(DISTINCT order_id) AS orders,
      sum(revenue) AS sales
    FROM dw.orders
    WHERE dt IN (${days})
      AND customer_id IS NOT NULL
      AND NOT is_cancellation
    GROUP BY customer_id
  ) by_customer
  GROUP BY orders
) by_orders
ORDER BY orders_of_a_customer;
