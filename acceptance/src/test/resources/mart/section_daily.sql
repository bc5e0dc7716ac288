SELECT
  dt, site, section,
  row_number() OVER (PARTITION BY dt ORDER BY visits DESC, site, section) AS section_rank,
  pages, visits, users,
  (
    SELECT count(*) FROM sessions s
    WHERE s.dt = p.dt AND s.site = p.site AND list_contains(list_transform(s.path, x -> split_part(x, '/', 2)), p.section)
  ) AS sessions,
  (
    SELECT count(*) FROM sessions s
    WHERE s.dt = p.dt AND s.site = p.site AND split_part(s.path[1], '/', 2) = p.section
  ) AS entries,
  bot_visits,
  visits / sum(visits) OVER (PARTITION BY dt, site) AS share_of_visits,
  errors, bytes
FROM (
  SELECT
    dt, site, split_part(page, '/', 2) AS section,
    count(DISTINCT page) FILTER (event_type = 'page_view') AS pages,
    count(*) FILTER (event_type = 'page_view') AS visits,
    count(DISTINCT user_id) FILTER (event_type = 'page_view') AS users,
    count(*) FILTER (event_type = 'page_view' AND is_program(user_agent)) AS bot_visits,
    count(*) FILTER (status >= 400) AS errors,
    coalesce(sum(CAST(bytes AS BIGINT)), 0) AS bytes
  FROM events
  GROUP BY dt, site, split_part(page, '/', 2)
) p
WHERE visits > 0
