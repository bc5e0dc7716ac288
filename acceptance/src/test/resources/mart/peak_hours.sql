SELECT
  dt, site, hour,
  isodow(CAST(dt AS DATE)) AS weekday,
  count(*) AS events,
  count(*) FILTER (event_type = 'page_view') AS page_views,
  count(DISTINCT user_id) AS users,
  count(*) FILTER (is_program(user_agent)) AS bot_events
FROM events
GROUP BY dt, site, hour
