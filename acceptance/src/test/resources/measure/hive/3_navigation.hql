-- Ways as mart.navigation_daily has them.
CREATE TABLE plain_hive.navigation STORED AS ORC AS
SELECT
  dt, site, page, direction, other_page, transitions,
  transitions / sum(transitions) OVER (PARTITION BY dt, site, page, direction) AS share
FROM (
  SELECT dt, site, page, way.direction, way.other_page, count(*) AS transitions
  FROM (
    SELECT
      dt, site, path[i].page AS page,
      array(
        named_struct('direction', 'previous', 'other_page', IF(i = 0, '', path[i - 1].page)),
        named_struct('direction', 'next', 'other_page', IF(i = size(path) - 1, '', path[i + 1].page))) AS ways
    FROM plain_hive.sessions LATERAL VIEW posexplode(path) views AS i, seen
  ) viewed LATERAL VIEW explode(ways) sides AS way
  GROUP BY dt, site, page, way.direction, way.other_page
) counted;
