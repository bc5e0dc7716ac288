SELECT
  dt, site, page, split_part(page, '/', 2) AS section,
  row_number() OVER (PARTITION BY dt ORDER BY visits DESC, site, page) AS page_rank,
  visits, users,
  (SELECT count(*) FROM sessions s WHERE s.dt = p.dt AND s.site = p.site AND list_contains(s.path, p.page)) AS sessions,
  (SELECT count(*) FROM sessions s WHERE s.dt = p.dt AND s.site = p.site AND s.path[1] = p.page) AS entries,
  (SELECT count(*) FROM sessions s WHERE s.dt = p.dt AND s.site = p.site AND s.path[-1] = p.page) AS exits,
  bot_visits,
  visits / sum(visits) OVER (PARTITION BY dt, site) AS share_of_visits,
  mean_time_on_page_ms, p50_time_on_page_ms, p95_time_on_page_ms, errors, bytes
FROM (
  SELECT
    dt, site, page,
    count(*) FILTER (event_type = 'page_view') AS visits,
    count(DISTINCT user_id) FILTER (event_type = 'page_view') AS users,
    count(*) FILTER (event_type = 'page_view' AND is_program(user_agent)) AS bot_visits,
    avg(shown_ms) AS mean_time_on_page_ms,
    quantile_cont(shown_ms, 0.5) AS p50_time_on_page_ms,
    quantile_cont(shown_ms, 0.95) AS p95_time_on_page_ms,
    count(*) FILTER (status >= 400) AS errors,
    coalesce(sum(CAST(bytes AS BIGINT)), 0) AS bytes
  FROM events
  GROUP BY dt, site, page
) p
WHERE visits > 0
