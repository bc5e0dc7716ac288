WITH places AS (
  SELECT
    dt,
    coalesce(country, '(unknown)') AS country,
    coalesce(region, '(unknown)') AS region,
    coalesce(city, '(unknown)') AS city,
    site, user_id, event_type
  FROM events
),
visited AS (
  SELECT
    dt, country, region, city,
    count(DISTINCT user_id) AS users,
    count(*) AS events,
    count(*) FILTER (event_type = 'page_view') AS page_views
  FROM places
  GROUP BY dt, country, region, city
),
begun AS (
  SELECT p.dt, p.country, p.region, p.city, count(*) AS sessions
  FROM (SELECT DISTINCT dt, country, region, city, site, user_id FROM places) p
  JOIN sessions s ON s.dt = p.dt AND s.site = p.site AND s.user_id = p.user_id
  GROUP BY p.dt, p.country, p.region, p.city
),
ordered AS (
  SELECT
    dt, coalesce(country, '(unknown)') AS country, '(unknown)' AS region, '(unknown)' AS city,
    count(DISTINCT transaction_id) AS orders, sum(money) AS revenue
  FROM order_lines
  GROUP BY dt, coalesce(country, '(unknown)')
)
SELECT
  dt, country, region, city,
  coalesce(users, 0) AS users,
  coalesce(sessions, 0) AS sessions,
  coalesce(events, 0) AS events,
  coalesce(page_views, 0) AS page_views,
  coalesce(orders, 0) AS orders,
  coalesce(revenue, 0) AS revenue
FROM visited
LEFT JOIN begun USING (dt, country, region, city)
FULL JOIN ordered USING (dt, country, region, city)
