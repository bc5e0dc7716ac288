SELECT
  dt, site, page,
  count(DISTINCT user_id) AS users,
  count(*) AS visits,
  count(*) / sum(count(*)) OVER (PARTITION BY dt, site) AS share_of_visits
FROM events
WHERE event_type = 'page_view'
GROUP BY dt, site, page
ORDER BY dt, users DESC, visits DESC, site, page
LIMIT 1000
