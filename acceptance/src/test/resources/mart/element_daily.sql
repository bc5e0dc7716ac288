WITH interactions AS (
  SELECT * FROM events WHERE is_interaction
),
saw AS (
  SELECT dt, site, section, count(DISTINCT user_id) AS section_users
  FROM interactions
  GROUP BY dt, site, section
),
used AS (
  SELECT dt, site, section, element, user_id, event_type FROM interactions WHERE element IS NOT NULL
  UNION ALL
  SELECT dt, site, section, '' AS element, user_id, event_type FROM interactions
)
SELECT
  dt, site, section, element,
  count(*) AS interactions,
  count(*) FILTER (event_type = 'section_view') AS views,
  count(*) FILTER (event_type = 'click') AS clicks,
  count(DISTINCT user_id) AS users,
  count(DISTINCT user_id) FILTER (event_type <> 'section_view') AS engaged_users,
  any_value(section_users) AS section_users,
  count(DISTINCT user_id) FILTER (event_type <> 'section_view') / any_value(section_users) AS engagement_rate
FROM used
JOIN saw USING (dt, site, section)
GROUP BY dt, site, section, element
