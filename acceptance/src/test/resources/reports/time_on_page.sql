SELECT
  dt, site, page,
  count(*) FILTER (event_type = 'page_view') AS visits,
  avg(shown_ms) AS mean,
  quantile_cont(shown_ms, 0.5) AS median,
  quantile_cont(shown_ms, 0.95) AS p95
FROM events
GROUP BY dt, site, page
HAVING visits > 0 AND median IS NOT NULL
ORDER BY median DESC, dt, site, page
LIMIT 100
