-- Question: Where do sessions begin, and where do they end?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, site, page, sessions, entries, exits, exit_rate (exits / sessions)
SELECT
  dt,
  site,
  page,
  sessions,
  entries,
  exits,
  exits / sessions AS exit_rate
FROM mart.page_daily
WHERE dt IN (${days})
  AND sessions > 0
ORDER BY entries DESC, exits DESC, dt, site, page
LIMIT 100;
