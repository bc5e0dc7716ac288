-- A session is open while an event within 30 minutes of its last could lie in an hour behind all that have records.
SELECT
  dt,
  count(*) AS sessions,
  count(*) FILTER (pages = 1) AS bounces,
  count(*) FILTER (
    session_end + INTERVAL 30 MINUTE >= (SELECT date_trunc('hour', max(happened)) + INTERVAL 1 HOUR FROM events)
  ) AS open_sessions,
  sum(pages) AS page_views,
  sum(events) AS events,
  sum(seconds) AS seconds,
  quantile_cont(seconds, 0.5) AS median_seconds,
  max(seconds) AS longest_seconds
FROM sessions
GROUP BY dt
