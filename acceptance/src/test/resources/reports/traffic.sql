SELECT
  dt, hour,
  count(*) AS events,
  count(*) FILTER (event_type = 'page_view') AS page_views,
  count(DISTINCT user_id) AS visitors,
  0 AS bot_events,
  count(*) FILTER (status >= 400) AS errors,
  count(*) FILTER (status >= 500) AS server_errors,
  coalesce(sum(CAST(bytes AS BIGINT)), 0) AS bytes
FROM (
  SELECT * FROM events
  UNION ALL
  SELECT * REPLACE (NULL AS hour) FROM events
)
GROUP BY dt, hour
