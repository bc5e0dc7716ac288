-- A client of the log is in one country, by his address.
SELECT
  dt, coalesce(country, '(unknown)') AS country,
  count(*) FILTER (begins) AS sessions, count(*) AS events, count(*) FILTER (is_view) AS page_views,
  0 AS orders, 0 AS revenue
FROM log_lines
LEFT JOIN client_countries USING (client)
GROUP BY dt, country
UNION ALL
SELECT
  dt, Country AS country, 0, 0, 0,
  count(DISTINCT InvoiceNo) FILTER (NOT cancels) AS orders,
  sum(money) AS revenue
FROM sample_lines
GROUP BY dt, Country
