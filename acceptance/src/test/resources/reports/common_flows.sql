SELECT site, path[i] AS first_page, path[i + 1] AS second_page, path[i + 2] AS third_page, count(*) AS times,
  count(DISTINCT key) AS sessions
FROM (
  SELECT site, path, key, unnest(generate_series(1, len(path) - 2)) AS i
  FROM (SELECT site, path, row_number() OVER () AS key FROM sessions)
  WHERE len(path) > 2
)
GROUP BY site, first_page, second_page, third_page
ORDER BY times DESC, site, first_page, second_page, third_page
LIMIT 50
