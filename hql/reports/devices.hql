-- Question: With which devices and browsers do visitors come?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, device, user_agent_class, visitors, page_views, share_of_page_views
SELECT
  dt,
  device,
  user_agent_class,
  visitors,
  page_views,
  page_views / sum(page_views) OVER (PARTITION BY dt) AS share_of_page_views
FROM (
  SELECT
    dt,
    device,
    user_agent_class,
    count(DISTINCT visitor) AS visitors,
    count(*) AS page_views
  FROM dw.activity
  WHERE dt IN (${days})
    AND event_type = 'page_view'
  GROUP BY dt, device, user_agent_class
) by_device
ORDER BY dt, page_views DESC, device, user_agent_class;
