SELECT
  dt, site, page, hour,
  count(status) AS requests,
  count(response_ms) AS timed_requests,
  avg(response_ms) AS mean_response_time_ms,
  quantile_cont(response_ms, 0.5) AS p50_response_time_ms,
  quantile_cont(response_ms, 0.95) AS p95_response_time_ms,
  quantile_cont(response_ms, 0.99) AS p99_response_time_ms,
  count(*) FILTER (status >= 400) AS errors,
  count(*) FILTER (status >= 500) AS server_errors,
  count(*) FILTER (status >= 400) / count(status) AS error_rate
FROM events
WHERE status IS NOT NULL OR response_ms IS NOT NULL
GROUP BY dt, site, page, hour
