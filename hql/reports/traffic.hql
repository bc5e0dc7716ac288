-- Traffic by hour, and one row with hour NULL for each whole day (distinct visitors do not add up over hours).
SELECT
  dt,
  hour,
  count(*) AS events,
  sum(if(event_type = 'page_view', 1, 0)) AS page_views,
  count(DISTINCT visitor) AS visitors,
  sum(if(is_bot, 1, 0)) AS bot_events,
  sum(if(status_code >= 400, 1, 0)) AS errors,
  sum(if(status_code >= 500, 1, 0)) AS server_errors,
  coalesce(sum(bytes), 0) AS bytes
FROM dw.activity
WHERE dt IN (${days})
GROUP BY dt, hour
GROUPING SETS ((dt, hour), (dt));
