SELECT
  dt,
  count(*) AS sessions,
  count(*) FILTER (pages = 1) AS bounces,
  count(*) FILTER (is_open) AS open_sessions,
  sum(pages) AS page_views,
  sum(events) AS events,
  sum(seconds) AS seconds,
  quantile_cont(seconds, 0.5) AS median_seconds,
  max(seconds) AS longest_seconds
FROM sessions
GROUP BY dt
