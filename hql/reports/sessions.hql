-- Question: What were the sessions like that began on each day?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, sessions, bounces, open_sessions, page_views, events, seconds, median_seconds, longest_seconds
SELECT
  dt,
  count(*) AS sessions,
  sum(if(is_bounce, 1, 0)) AS bounces,
  sum(if(is_open, 1, 0)) AS open_sessions,
  sum(pages) AS page_views,
  sum(events) AS events,
  sum(duration_seconds) AS seconds,
  percentile(duration_seconds, 0.5) AS median_seconds,
  max(duration_seconds) AS longest_seconds
FROM dw.sessions
WHERE dt IN (${days})
GROUP BY dt;
