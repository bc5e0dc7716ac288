-- Question: Which pages were viewed most on each day?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, page_rank, site, page, section, visits, users, sessions, entries, exits, bot_visits, share_of_visits,
--   mean_time_on_page_ms, p50_time_on_page_ms, p95_time_on_page_ms, errors, bytes (as mart.page_daily)
SELECT
  dt,
  page_rank,
  site,
  page,
  section,
  visits,
  users,
  sessions,
  entries,
  exits,
  bot_visits,
  share_of_visits,
  mean_time_on_page_ms,
  p50_time_on_page_ms,
  p95_time_on_page_ms,
  errors,
  bytes
FROM mart.page_daily
WHERE dt IN (${days})
  AND page_rank <= 1000;
