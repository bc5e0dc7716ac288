-- Question: Which sites send visitors?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, site, referrer, visits, users, bot_visits, share_of_visits
SELECT
  dt,
  site,
  referrer,
  visits,
  users,
  bot_visits,
  share_of_visits
FROM mart.referrer_daily
WHERE dt IN (${days})
ORDER BY dt, visits DESC, site, referrer
LIMIT 1000;
