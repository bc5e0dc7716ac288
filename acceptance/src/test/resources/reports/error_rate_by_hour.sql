SELECT
  dt, hour, site,
  count(status) AS requests,
  count(*) FILTER (status >= 400) AS errors,
  count(*) FILTER (status >= 500) AS server_errors,
  count(*) FILTER (status >= 400) / count(status) AS error_rate
FROM events
WHERE status IS NOT NULL
GROUP BY dt, hour, site
