-- Question: Which pages are answered with errors most often?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: site, page, requests, errors, server_errors, error_rate
SELECT
  site,
  page,
  sum(requests) AS requests,
  sum(errors) AS errors,
  sum(server_errors) AS server_errors,
  sum(errors) / sum(requests) AS error_rate
FROM mart.performance_hourly
WHERE dt IN (${days})
GROUP BY site, page
HAVING sum(errors) > 0
ORDER BY errors DESC, error_rate DESC, site, page
LIMIT 100;
