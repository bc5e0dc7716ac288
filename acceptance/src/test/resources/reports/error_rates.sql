SELECT
  site, page,
  count(status) AS requests,
  count(*) FILTER (status >= 400) AS errors,
  count(*) FILTER (status >= 500) AS server_errors,
  count(*) FILTER (status >= 400) / count(status) AS error_rate
FROM events
GROUP BY site, page
HAVING errors > 0
ORDER BY errors DESC, error_rate DESC, site, page
LIMIT 100
