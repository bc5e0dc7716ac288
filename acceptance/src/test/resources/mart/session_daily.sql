SELECT
  dt, site,
  count(*) AS sessions,
  count(DISTINCT user_id) AS users,
  count(*) FILTER (is_open) AS open_sessions,
  count(*) FILTER (pages = 1) AS bounces,
  count(*) FILTER (pages = 1) / count(*) AS bounce_rate,
  sum(pages) AS page_views,
  sum(pages) / count(*) AS pages_per_session,
  sum(events) AS events,
  sum(events) / count(*) AS events_per_session,
  avg(seconds) AS mean_duration_seconds,
  quantile_cont(seconds, 0.5) AS median_duration_seconds,
  quantile_cont(seconds, 0.95) AS p95_duration_seconds,
  max(seconds) AS longest_duration_seconds
FROM sessions
GROUP BY dt, site
