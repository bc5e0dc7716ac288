-- Question: How many visitors had each page on each day?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, site, page, users, visits, share_of_visits
SELECT
  dt,
  site,
  page,
  users,
  visits,
  share_of_visits
FROM mart.page_daily
WHERE dt IN (${days})
ORDER BY dt, users DESC, visits DESC, site, page
LIMIT 1000;
