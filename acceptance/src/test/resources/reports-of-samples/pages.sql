SELECT
  dt,
  row_number() OVER (ORDER BY visits DESC, page) AS page_rank,
  'semicomplete.com' AS site,
  page,
  log_section(page) AS section,
  visits, users,
  (SELECT count(*) FROM log_sessions s WHERE s.dt = p.dt AND list_contains(s.path, p.page)) AS sessions,
  (SELECT count(*) FROM log_sessions s WHERE s.dt = p.dt AND s.path[1] = p.page) AS entries,
  (SELECT count(*) FROM log_sessions s WHERE s.dt = p.dt AND s.path[-1] = p.page) AS exits,
  bot_visits,
  visits / sum(visits) OVER () AS share_of_visits,
  NULL AS mean_time_on_page_ms,
  NULL AS p50_time_on_page_ms,
  NULL AS p95_time_on_page_ms,
  errors, bytes
FROM (
  SELECT
    dt, page,
    count(*) FILTER (is_view) AS visits,
    count(DISTINCT client) FILTER (is_view) AS users,
    count(*) FILTER (is_view AND is_bot) AS bot_visits,
    count(*) FILTER (status >= 400) AS errors,
    coalesce(sum(bytes), 0) AS bytes
  FROM log_lines
  GROUP BY dt, page
) p
WHERE visits > 0
QUALIFY page_rank <= 1000
