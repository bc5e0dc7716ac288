WITH walks AS (
  SELECT dt, site, path, row_number() OVER () AS session, unnest([2, 3, 4, 5]) AS steps
  FROM sessions
),
parts AS (
  SELECT *, unnest(generate_series(1, len(path) - steps + 1)) AS i
  FROM walks
  WHERE len(path) >= steps
)
SELECT
  dt, site, steps,
  row_number() OVER (PARTITION BY dt, site, steps ORDER BY count(DISTINCT session) DESC, part) AS path_rank,
  part AS path,
  count(DISTINCT session) AS sessions,
  count(*) AS times,
  count(DISTINCT session) / (
    SELECT count(*) FROM sessions s WHERE s.dt = p.dt AND s.site = p.site AND len(s.path) >= p.steps
  ) AS share_of_sessions
FROM (SELECT dt, site, steps, session, array_to_string(path[i:i + steps - 1], ' > ') AS part FROM parts) p
GROUP BY dt, site, steps, part
QUALIFY path_rank <= 100
