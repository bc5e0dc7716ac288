-- Question: Which three pages are most often viewed one after the other?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: site, first_page, second_page, third_page, times, sessions
SELECT
  site,
  first_page,
  second_page,
  third_page,
  count(*) AS times,
  count(DISTINCT session_key) AS sessions
FROM (
  SELECT
    site,
    concat(user_id, '|', CAST(session_start AS STRING)) AS session_key,
    step.page AS first_page,
    path[step.position + 1] AS second_page,
    path[step.position + 2] AS third_page
  FROM dw.sessions
  LATERAL VIEW posexplode(path) step AS position, page
  WHERE dt IN (${days})
) steps
GROUP BY site, first_page, second_page, third_page
-- Not by WHERE: Hive 4.0.1 loses a condition on both a row and what is exploded of it.
HAVING count(third_page) > 0
ORDER BY times DESC, site, first_page, second_page, third_page
LIMIT 50;
