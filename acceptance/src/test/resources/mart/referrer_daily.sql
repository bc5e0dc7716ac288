SELECT
  dt, site, referrer, visits, users,
  visits / sum(visits) OVER (PARTITION BY dt, site) AS share_of_visits
FROM (
  SELECT dt, site, referrer, count(*) AS visits, count(DISTINCT user_id) AS users
  FROM (
    SELECT
      dt, site, user_id,
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
