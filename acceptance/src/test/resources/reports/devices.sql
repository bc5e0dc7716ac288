SELECT
  dt,
  CASE
    WHEN user_agent LIKE '%iPad%' THEN 'tablet'
    WHEN user_agent LIKE '%Mobile%' THEN 'mobile'
    ELSE 'desktop'
  END AS device,
  CASE
    WHEN user_agent LIKE '%Firefox%' THEN 'firefox'
    WHEN user_agent LIKE '%Chrome%' THEN 'chrome'
    ELSE 'safari'
  END AS user_agent_class,
  count(DISTINCT user_id) AS visitors,
  count(*) AS page_views,
  count(*) / sum(count(*)) OVER (PARTITION BY dt) AS share_of_page_views
FROM events
WHERE event_type = 'page_view'
GROUP BY dt, device, user_agent_class
