-- Question: Where do visitors go from a page?
-- Variables: days ('2015-05-17','2015-05-18'), page (/products)
-- Columns: site, next_page (null where the session ends), times, share
SELECT
  site,
  next_page,
  times,
  times / sum(times) OVER (PARTITION BY site) AS share
FROM (
  SELECT
    site,
    path[step.position + 1] AS next_page,
    count(*) AS times
  FROM dw.sessions
  LATERAL VIEW posexplode(path) step AS position, page
  WHERE dt IN (${days})
    AND step.page = '${page}'
  GROUP BY site, path[step.position + 1]
) onward
ORDER BY times DESC, site, next_page
LIMIT 100;
