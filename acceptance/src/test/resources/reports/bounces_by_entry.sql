SELECT dt, site, path[1] AS entry_page, count(*) AS sessions, count(*) FILTER (pages = 1) AS bounces,
  count(*) FILTER (pages = 1) / count(*) AS bounce_rate
FROM sessions
WHERE pages > 0
GROUP BY dt, site, entry_page
ORDER BY sessions DESC, dt, site, entry_page
LIMIT 100
