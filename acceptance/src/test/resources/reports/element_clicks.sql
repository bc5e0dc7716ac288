SELECT
  dt, site, section, 'add_to_cart' AS element,
  count(*) FILTER (element = 'add_to_cart' AND event_type = 'click') AS clicks,
  count(DISTINCT user_id) FILTER (element = 'add_to_cart') AS users,
  count(DISTINCT user_id) AS section_users,
  count(DISTINCT user_id) FILTER (element = 'add_to_cart') / count(DISTINCT user_id) AS engagement_rate
FROM events
WHERE is_interaction AND section = 'product_details'
GROUP BY dt, site, section
HAVING clicks > 0
