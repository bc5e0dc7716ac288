-- Paths as mart.path_daily has them.
CREATE TABLE plain_hive.paths STORED AS ORC AS
SELECT *
FROM (
  SELECT
    p.dt, p.site, p.steps, p.part, p.sessions, p.times, p.sessions / l.long_enough AS share_of_sessions,
    row_number() OVER (PARTITION BY p.dt, p.site, p.steps ORDER BY p.sessions DESC, p.part) AS path_rank
  FROM (
    SELECT
      dt, site, steps, part, count(DISTINCT visitor, number) AS sessions, count(*) AS times
    FROM (
      SELECT
        dt, site, visitor, number, steps,
        concat_ws(
          ' > ', path[i].page, path[i + 1].page,
          IF(steps > 2, path[i + 2].page, NULL),
          IF(steps > 3, path[i + 3].page, NULL),
          IF(steps > 4, path[i + 4].page, NULL)) AS part
      FROM plain_hive.sessions
      LATERAL VIEW posexplode(path) views AS i, seen
      LATERAL VIEW explode(array(2, 3, 4, 5)) lengths AS steps
      WHERE i + steps <= size(path)
    ) parts
    GROUP BY dt, site, steps, part
  ) p
  JOIN (
    SELECT dt, site, steps, count(*) AS long_enough
    FROM plain_hive.sessions LATERAL VIEW explode(array(2, 3, 4, 5)) lengths AS steps
    WHERE size(path) >= steps
    GROUP BY dt, site, steps
  ) l ON l.dt = p.dt AND l.site = p.site AND l.steps = p.steps
) ranked
WHERE path_rank <= 100;
