SELECT
  dt, site, page, section, hour,
  count(*) AS interactions,
  count(*) FILTER (event_type = 'section_view') AS views,
  count(*) FILTER (event_type = 'click') AS clicks,
  count(DISTINCT user_id) AS users
FROM events
WHERE is_interaction
GROUP BY dt, site, page, section, hour
