-- Sessions are those of a country's places together: a visitor who moves within it is there in each.
WITH visited AS (
  SELECT dt, country, count(*) AS events, count(*) FILTER (event_type = 'page_view') AS page_views
  FROM events
  GROUP BY dt, country
),
begun AS (
  SELECT dt, country, count(*) AS sessions
  FROM (SELECT DISTINCT dt, country, region, city, site, user_id FROM events)
  JOIN sessions USING (dt, site, user_id)
  GROUP BY dt, country
),
ordered AS (
  SELECT
    dt, coalesce(country, '(unknown)') AS country, count(DISTINCT transaction_id) AS orders, sum(money) AS revenue
  FROM order_lines
  GROUP BY ALL
)
SELECT
  dt, country, coalesce(sessions, 0), coalesce(events, 0), coalesce(page_views, 0), coalesce(orders, 0),
  coalesce(revenue, 0)
FROM visited
LEFT JOIN begun USING (dt, country)
FULL JOIN ordered USING (dt, country)
