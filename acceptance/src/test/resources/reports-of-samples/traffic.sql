SELECT
  dt, hour,
  count(*) AS events,
  count(*) FILTER (is_view) AS page_views,
  count(DISTINCT client) AS visitors,
  count(*) FILTER (is_bot) AS bot_events,
  count(*) FILTER (status >= 400) AS errors,
  count(*) FILTER (status >= 500) AS server_errors,
  coalesce(sum(bytes), 0) AS bytes
FROM (
  SELECT * FROM log_lines
  UNION ALL
  SELECT * REPLACE (NULL AS hour) FROM log_lines
)
GROUP BY dt, hour
