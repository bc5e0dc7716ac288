SELECT
  dt, site,
  CASE
    WHEN referrer IS NULL THEN '(direct)'
    WHEN split_part(referrer, '/', 3) = site THEN '(internal)'
    ELSE regexp_replace(split_part(referrer, '/', 3), '^www\.', '')
  END AS host,
  count(*) AS visits,
  count(DISTINCT user_id) AS users,
  0 AS bot_visits,
  count(*) / sum(count(*)) OVER (PARTITION BY dt, site) AS share_of_visits
FROM events
WHERE event_type = 'page_view'
GROUP BY dt, site, host
ORDER BY dt, visits DESC, site, host
LIMIT 1000
