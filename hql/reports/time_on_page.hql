-- Question: On which pages do visitors stay longest?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, site, page, visits, mean_time_on_page_ms, p50_time_on_page_ms, p95_time_on_page_ms
SELECT
  dt,
  site,
  page,
  visits,
  mean_time_on_page_ms,
  p50_time_on_page_ms,
  p95_time_on_page_ms
FROM mart.page_daily
WHERE dt IN (${days})
  AND p50_time_on_page_ms IS NOT NULL
ORDER BY p50_time_on_page_ms DESC, dt, site, page
LIMIT 100;
