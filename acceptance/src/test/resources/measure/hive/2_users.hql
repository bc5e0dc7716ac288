-- Visitors as dw.users has them.
CREATE TABLE plain_hive.users STORED AS ORC AS
SELECT dt, site, visitor, session_start AS first_seen, path[0].page AS first_page
FROM (
  SELECT *, row_number() OVER (PARTITION BY site, visitor ORDER BY session_start) AS place
  FROM plain_hive.sessions
) ranked
WHERE place = 1;
