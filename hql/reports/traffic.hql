-- Question: How much traffic was there in each hour, and on the whole day?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, hour (null for the whole day, as distinct visitors do not add up over hours), events, page_views,
--   visitors, bot_events, errors, server_errors, bytes
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
