-- Question: How often was an element clicked, and by what share of those who saw its section?
-- Variables: days ('2015-05-17','2015-05-18'), element (add_to_cart)
-- Columns: dt, site, section, element, clicks, users, section_users, engagement_rate
SELECT
  dt,
  site,
  section,
  element,
  clicks,
  users,
  section_users,
  engagement_rate
FROM mart.element_daily
WHERE dt IN (${days})
  AND element = '${element}'
ORDER BY dt, site, section;
