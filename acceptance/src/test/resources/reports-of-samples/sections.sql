WITH walked AS (
  SELECT dt, list_transform(path, page -> log_section(page)) AS path FROM log_sessions
)
SELECT
  dt,
  row_number() OVER (ORDER BY visits DESC, section) AS section_rank,
  'semicomplete.com' AS site,
  section, pages, visits, users,
  (SELECT count(*) FROM walked w WHERE w.dt = p.dt AND list_contains(w.path, p.section)) AS sessions,
  (SELECT count(*) FROM walked w WHERE w.dt = p.dt AND w.path[1] = p.section) AS entries,
  bot_visits,
  visits / sum(visits) OVER () AS share_of_visits,
  errors, bytes
FROM (
  SELECT
    dt, log_section(page) AS section,
    count(DISTINCT page) FILTER (is_view) AS pages,
    count(*) FILTER (is_view) AS visits,
    count(DISTINCT client) FILTER (is_view) AS users,
    count(*) FILTER (is_view AND is_bot) AS bot_visits,
    count(*) FILTER (status >= 400) AS errors,
    coalesce(sum(bytes), 0) AS bytes
  FROM log_lines
  GROUP BY ALL
) p
WHERE visits > 0
