SELECT
  dt,
  row_number() OVER (PARTITION BY dt ORDER BY revenue DESC, sku) AS product_rank,
  sku, description, orders, units, revenue
FROM (
  SELECT
    dt, StockCode AS sku,
    max(Description) AS description,
    count(DISTINCT InvoiceNo) AS orders,
    sum(pieces) AS units,
    sum(money) AS revenue
  FROM sample_lines
  GROUP BY dt, StockCode
)
QUALIFY product_rank <= 1000
