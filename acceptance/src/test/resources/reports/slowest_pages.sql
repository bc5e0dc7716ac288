SELECT dt, site, page, of_the_day, hour, p95, p99
FROM (
  SELECT
    dt, site, page, hour,
    sum(count(status)) OVER (PARTITION BY dt, site, page) AS of_the_day,
    quantile_cont(response_ms, 0.95) AS p95,
    quantile_cont(response_ms, 0.99) AS p99
  FROM events
  WHERE response_ms IS NOT NULL
  GROUP BY dt, site, page, hour
)
QUALIFY row_number() OVER (PARTITION BY dt, site, page ORDER BY p95 DESC, hour) = 1
ORDER BY p95 DESC, dt, site, page
LIMIT 50
