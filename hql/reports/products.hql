-- Question: Which products brought most on each day?
-- Variables: days ('2010-12-01','2010-12-02')
-- Columns: dt, product_rank, sku, description (the last by letters, where it has several), orders, units, revenue
SELECT
  dt,
  product_rank,
  sku,
  description,
  orders,
  units,
  revenue
FROM (
  SELECT
    dt,
    sku,
    description,
    orders,
    units,
    revenue,
    row_number() OVER (PARTITION BY dt ORDER BY revenue DESC, sku, description) AS product_rank
  FROM (
    SELECT
      dt,
      sku,
      max(description) AS description,
      count(DISTINCT order_id) AS orders,
      sum(CAST(quantity AS BIGINT)) AS units,
      sum(revenue) AS revenue
    FROM dw.orders
    WHERE dt IN (${days})
      AND sku IS NOT NULL
    GROUP BY dt, sku
  ) by_product
) ranked
WHERE product_rank <= 1000;
