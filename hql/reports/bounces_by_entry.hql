-- Question: On which entry pages do sessions end where they began?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, site, entry_page, sessions, bounces, bounce_rate
SELECT
  dt,
  site,
  entry_page,
  sessions,
  bounces,
  bounces / sessions AS bounce_rate
FROM (
  SELECT
    dt,
    site,
    entry_page,
    count(*) AS sessions,
    sum(if(is_bounce, 1, 0)) AS bounces
  FROM dw.sessions
  WHERE dt IN (${days})
    AND entry_page IS NOT NULL
  GROUP BY dt, site, entry_page
) by_entry
ORDER BY sessions DESC, dt, site, entry_page
LIMIT 100;
