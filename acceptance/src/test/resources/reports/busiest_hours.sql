SELECT
  isodow(CAST(dt AS DATE)) AS weekday, hour,
  count(DISTINCT dt) AS days,
  count(*) AS events,
  count(*) / count(DISTINCT dt) AS events_per_day,
  count(*) FILTER (event_type = 'page_view') AS page_views
FROM events
GROUP BY weekday, hour
