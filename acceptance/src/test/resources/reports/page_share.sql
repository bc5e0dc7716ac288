SELECT dt, site, page, visits, share_of_visits, users, page_rank
FROM (
  SELECT
    dt, site, page,
    count(*) AS visits,
    count(*) / sum(count(*)) OVER (PARTITION BY dt, site) AS share_of_visits,
    count(DISTINCT user_id) AS users,
    row_number() OVER (PARTITION BY dt ORDER BY count(*) DESC, site, page) AS page_rank
  FROM events
  WHERE event_type = 'page_view'
  GROUP BY dt, site, page
)
WHERE page = '/products'
