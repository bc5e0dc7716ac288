SELECT
  dt, site, section,
  count(DISTINCT user_id) AS section_users,
  count(DISTINCT user_id) FILTER (event_type <> 'section_view') AS engaged_users,
  count(DISTINCT user_id) FILTER (event_type <> 'section_view') / count(DISTINCT user_id) AS engagement_rate,
  count(*) FILTER (event_type = 'section_view') AS views,
  count(*) FILTER (event_type = 'click') AS clicks
FROM events
WHERE is_interaction
GROUP BY dt, site, section
