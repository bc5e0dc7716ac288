WITH viewed AS (
  SELECT
    dt, site, split_part(page, '/', 2) AS section,
    count(DISTINCT page) FILTER (event_type = 'page_view') AS pages,
    count(*) FILTER (event_type = 'page_view') AS visits,
    count(DISTINCT user_id) FILTER (event_type = 'page_view') AS users,
    count(*) FILTER (status >= 400) AS errors,
    coalesce(sum(CAST(bytes AS BIGINT)), 0) AS bytes
  FROM events
  GROUP BY ALL
  HAVING visits > 0
),
walked AS (
  SELECT
    dt, site, section,
    count(DISTINCT key) AS sessions,
    count(DISTINCT key) FILTER (i = 1) AS entries
  FROM (
    SELECT dt, site, key, split_part(path[i], '/', 2) AS section, i
    FROM (
      SELECT *, unnest(generate_series(1, len(path))) AS i
      FROM (SELECT *, row_number() OVER () AS key FROM sessions)
    )
  )
  GROUP BY dt, site, section
)
SELECT
  dt,
  row_number() OVER (PARTITION BY dt ORDER BY visits DESC, site, section) AS section_rank,
  site, section, pages, visits, users, coalesce(sessions, 0), coalesce(entries, 0),
  0 AS bot_visits,
  visits / sum(visits) OVER (PARTITION BY dt, site) AS share_of_visits,
  errors, bytes
FROM viewed
LEFT JOIN walked USING (dt, site, section)
