-- Question: Which part of a page is used in which hour?
-- Variables: days ('2015-05-17','2015-05-18'), page (/home)
-- Columns: dt, site, section, hour, interactions, clicks, users
SELECT
  dt,
  site,
  section,
  hour,
  interactions,
  clicks,
  users
FROM mart.heatmap_daily
WHERE dt IN (${days})
  AND page = '${page}'
ORDER BY dt, site, section, hour;
