-- Question: From which cities do most visitors come?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, city_rank, country, region, city, users, sessions, events, page_views
SELECT
  dt,
  city_rank,
  country,
  region,
  city,
  users,
  sessions,
  events,
  page_views
FROM (
  SELECT
    dt,
    country,
    region,
    city,
    users,
    sessions,
    events,
    page_views,
    row_number() OVER (PARTITION BY dt ORDER BY users DESC, events DESC, country, region, city) AS city_rank
  FROM mart.geography_daily
  WHERE dt IN (${days})
    AND city <> '(unknown)'
) ranked
WHERE city_rank <= 10
ORDER BY dt, city_rank;
