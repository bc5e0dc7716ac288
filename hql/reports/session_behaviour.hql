-- Question: How long do sessions last, how many pages do they see, how many bounce?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, site, sessions, users, bounce_rate, pages_per_session, events_per_session, mean_duration_seconds,
--   median_duration_seconds, p95_duration_seconds
SELECT
  dt,
  site,
  sessions,
  users,
  bounce_rate,
  pages_per_session,
  events_per_session,
  mean_duration_seconds,
  median_duration_seconds,
  p95_duration_seconds
FROM mart.session_daily
WHERE dt IN (${days})
ORDER BY dt, site;
