SELECT
  dt, site, section, hour,
  count(*) AS interactions,
  count(*) FILTER (event_type = 'click') AS clicks,
  count(DISTINCT user_id) AS users
FROM events
WHERE is_interaction AND page = '/home'
GROUP BY dt, site, section, hour
