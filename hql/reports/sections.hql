-- The most visited sections of some days, from the mart.
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
