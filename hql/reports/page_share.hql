-- Question: What share of a site's traffic was a page, day by day?
-- Variables: days ('2015-05-17','2015-05-18'), page (/products)
-- Columns: dt, site, page, visits, share_of_visits, users, page_rank
SELECT
  dt,
  site,
  page,
  visits,
  share_of_visits,
  users,
  page_rank
FROM mart.page_daily
WHERE dt IN (${days})
  AND page = '${page}'
ORDER BY dt, site;
