SELECT site, next_page, count(*) AS times, count(*) / sum(count(*)) OVER (PARTITION BY site) AS share
FROM (
  SELECT site, path[i] AS page, path[i + 1] AS next_page
  FROM (SELECT site, path, unnest(generate_series(1, len(path))) AS i FROM sessions)
)
WHERE page = '/products'
GROUP BY site, next_page
ORDER BY times DESC, site, next_page NULLS FIRST
LIMIT 100
