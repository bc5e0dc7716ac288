WITH views AS (
  SELECT dt, site, path, unnest(generate_series(1, len(path))) AS i
  FROM sessions
),
ways AS (
  SELECT dt, site, path[i] AS page, 'previous' AS direction, CASE WHEN i = 1 THEN '' ELSE path[i - 1] END AS other_page
  FROM views
  UNION ALL
  SELECT dt, site, path[i], 'next', CASE WHEN i = len(path) THEN '' ELSE path[i + 1] END
  FROM views
)
SELECT
  dt, site, page, direction, other_page,
  count(*) AS transitions,
  count(*) / sum(count(*)) OVER (PARTITION BY dt, site, page, direction) AS share
FROM ways
GROUP BY dt, site, page, direction, other_page
