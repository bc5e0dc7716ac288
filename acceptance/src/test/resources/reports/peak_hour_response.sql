SELECT dt, site, hour, page, requests, p50, p95, p99, error_rate
FROM (
  SELECT
    dt, site, hour, page,
    count(status) AS requests,
    quantile_cont(response_ms, 0.5) AS p50,
    quantile_cont(response_ms, 0.95) AS p95,
    quantile_cont(response_ms, 0.99) AS p99,
    count(*) FILTER (status >= 400) / count(status) AS error_rate,
    row_number() OVER (PARTITION BY dt, site ORDER BY count(status) DESC, page) AS place
  FROM events
  WHERE status IS NOT NULL
    AND (dt, site, hour) IN (
      SELECT (dt, site, arg_max(hour, (events, -CAST(hour AS INTEGER))))
      FROM (SELECT dt, site, hour, count(*) AS events FROM events GROUP BY dt, site, hour)
      GROUP BY dt, site
    )
  GROUP BY dt, site, hour, page
)
WHERE place <= 10
