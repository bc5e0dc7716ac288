-- Question: When in the week are visitors there?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: weekday (1 Monday to 7 Sunday), hour, days (that have the hour), events, events_per_day, page_views
SELECT
  weekday,
  hour,
  count(DISTINCT dt) AS days,
  sum(events) AS events,
  sum(events) / count(DISTINCT dt) AS events_per_day,
  sum(page_views) AS page_views
FROM mart.peak_hours
WHERE dt IN (${days})
GROUP BY weekday, hour
ORDER BY events_per_day DESC, weekday, hour;
