SELECT
  dt, site, referrer, visits, users, bot_visits,
  visits / sum(visits) OVER (PARTITION BY dt, site) AS share_of_visits
FROM (
  SELECT
    dt, site, referrer,
    count(*) AS visits,
    count(DISTINCT user_id) AS users,
    count(*) FILTER (is_program(user_agent)) AS bot_visits
  FROM (
    SELECT
      dt, site, user_id, user_agent,
      CASE
        WHEN referrer IS NULL THEN '(direct)'
        WHEN split_part(referrer, '/', 3) = site THEN '(internal)'
        ELSE regexp_replace(split_part(referrer, '/', 3), '^www\.', '')
      END AS referrer
    FROM events
    WHERE event_type = 'page_view'
  )
  GROUP BY dt, site, referrer
)
