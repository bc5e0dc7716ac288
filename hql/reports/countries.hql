-- Question: How do traffic and revenue spread over countries?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, country, sessions, events, page_views, orders, revenue
SELECT
  dt,
  country,
  sum(sessions) AS sessions,
  sum(events) AS events,
  sum(page_views) AS page_views,
  sum(orders) AS orders,
  sum(revenue) AS revenue
FROM mart.geography_daily
WHERE dt IN (${days})
GROUP BY dt, country
ORDER BY dt, events DESC, revenue DESC, country;
