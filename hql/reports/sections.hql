-- Question: Which sections of the sites were viewed most on each day?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, section_rank, site, section, pages, visits, users, sessions, entries, bot_visits, share_of_visits,
--   errors, bytes (as mart.section_daily)
SELECT
  dt,
  section_rank,
  site,
  section,
  pages,
  visits,
  users,
  sessions,
  entries,
  bot_visits,
  share_of_visits,
  errors,
  bytes
FROM mart.section_daily
WHERE dt IN (${days})
  AND section_rank <= 1000;
