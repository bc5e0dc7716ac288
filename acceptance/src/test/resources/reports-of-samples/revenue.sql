SELECT
  dt, country, orders, order_lines, customers, units, revenue, sales,
  (2 * CAST(sales * 10000 AS HUGEINT) + nullif(orders, 0)) // (2 * nullif(orders, 0)) / 10000 AS mean_order_value,
  cancellations, cancelled_units, cancelled_revenue
FROM (
  SELECT
    dt, Country AS country,
    count(DISTINCT InvoiceNo) FILTER (NOT cancels) AS orders,
    count(*) AS order_lines,
    count(DISTINCT CustomerID) FILTER (NOT cancels) AS customers,
    sum(pieces) AS units,
    sum(money) AS revenue,
    coalesce(sum(money) FILTER (NOT cancels), 0) AS sales,
    count(DISTINCT InvoiceNo) FILTER (cancels) AS cancellations,
    coalesce(sum(pieces) FILTER (cancels), 0) AS cancelled_units,
    coalesce(sum(money) FILTER (cancels), 0) AS cancelled_revenue
  FROM sample_lines
  GROUP BY dt, Country
)
