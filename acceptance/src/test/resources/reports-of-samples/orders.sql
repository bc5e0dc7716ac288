SELECT
  dt, hour,
  count(DISTINCT InvoiceNo) FILTER (NOT cancels) AS orders,
  count(DISTINCT InvoiceNo) FILTER (cancels) AS cancellations,
  count(*) AS order_lines,
  sum(pieces) AS units,
  count(DISTINCT CustomerID) FILTER (NOT cancels) AS customers,
  sum(money) AS revenue,
  coalesce(sum(money) FILTER (NOT cancels), 0) AS sales,
  coalesce(sum(money) FILTER (cancels), 0) AS cancelled_revenue
FROM (
  SELECT * FROM sample_lines
  UNION ALL
  SELECT * REPLACE (NULL AS hour) FROM sample_lines
)
GROUP BY dt, hour
