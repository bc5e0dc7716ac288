WITH viewed AS (
  SELECT
    dt, site, page,
    count(*) FILTER (event_type = 'page_view') AS visits,
    count(DISTINCT user_id) FILTER (event_type = 'page_view') AS users,
    avg(shown_ms) AS mean_time_on_page_ms,
    quantile_cont(shown_ms, 0.5) AS p50_time_on_page_ms,
    quantile_cont(shown_ms, 0.95) AS p95_time_on_page_ms,
    count(*) FILTER (status >= 400) AS errors,
    coalesce(sum(CAST(bytes AS BIGINT)), 0) AS bytes
  FROM events
  GROUP BY dt, site, page
  HAVING visits > 0
),
walked AS (
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
SELECT
  dt,
  row_number() OVER (PARTITION BY dt ORDER BY visits DESC, site, page) AS page_rank,
  site, page, split_part(page, '/', 2) AS section, visits, users,
  coalesce(sessions, 0), coalesce(entries, 0), coalesce(exits, 0),
  0 AS bot_visits,
  visits / sum(visits) OVER (PARTITION BY dt, site) AS share_of_visits,
  mean_time_on_page_ms, p50_time_on_page_ms, p95_time_on_page_ms, errors, bytes
FROM viewed
LEFT JOIN walked USING (dt, site, page)
