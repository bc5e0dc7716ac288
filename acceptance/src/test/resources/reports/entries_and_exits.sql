SELECT dt, site, page, sessions, entries, exits, exits / sessions AS exit_rate
FROM (
  SELECT
    dt, site, page,
    count(DISTINCT key) AS sessions,
    count(DISTINCT key) FILTER (i = 1) AS entries,
    count(DISTINCT key) FILTER (i = len(path)) AS exits
  FROM (
    SELECT dt, site, key, path, path[i] AS page, i
    FROM (
      SELECT *, unnest(generate_series(1, len(path))) AS i
      FROM (SELECT *, row_number() OVER () AS key FROM sessions)
    )
  )
  GROUP BY dt, site, page
)
SEMI JOIN (SELECT * FROM events WHERE event_type = 'page_view') USING (dt, site, page)
ORDER BY entries DESC, exits DESC, dt, site, page
LIMIT 100
