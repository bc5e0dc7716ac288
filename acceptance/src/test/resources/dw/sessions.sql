-- Converted are those that saw the confirmation page, as conf/funnels.yaml declares. None lasts for a day.
SELECT
  dt, site, user_id, session_start, session_end, seconds AS duration_seconds, pages, events,
  path[1] AS entry_page,
  path[-1] AS exit_page,
  pages = 1 AS is_bounce,
  CASE WHEN is_open THEN 'open' ELSE 'gap' END AS end_reason,
  is_open,
  CAST(to_json(path[1:1000]) AS VARCHAR) AS path,
  converted
FROM sessions
