SELECT
  strftime(min(session_start), '%Y-%m-%d') AS dt,
  site,
  user_id,
  min(session_start) AS first_seen,
  arg_min(path, session_start)[1] AS first_page
FROM sessions
GROUP BY site, user_id
