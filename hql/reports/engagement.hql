-- Question: Which parts of pages do visitors use who see them?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, site, section, section_users, engaged_users, engagement_rate, views, clicks
SELECT
  dt,
  site,
  section,
  section_users,
  engaged_users,
  engagement_rate,
  views,
  clicks
FROM mart.element_daily
WHERE dt IN (${days})
  AND element = ''
ORDER BY dt, engagement_rate DESC, site, section;
