SELECT dt, city_rank, country, region, city, users, sessions, events, page_views
FROM (
  SELECT
    dt, country, region, city,
    count(DISTINCT user_id) AS users,
    (
      SELECT count(*) FROM sessions s
      WHERE s.dt = e.dt AND EXISTS (
        SELECT 1 FROM events f
        WHERE f.dt = s.dt AND f.site = s.site AND f.user_id = s.user_id
          AND f.country = e.country AND f.region = e.region AND f.city = e.city
      )
    ) AS sessions,
    count(*) AS events,
    count(*) FILTER (event_type = 'page_view') AS page_views,
    row_number() OVER (PARTITION BY dt ORDER BY count(DISTINCT user_id) DESC, count(*) DESC, country, region, city)
      AS city_rank
  FROM events e
  GROUP BY dt, country, region, city
)
WHERE city_rank <= 10
