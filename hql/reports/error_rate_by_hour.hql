-- Question: In which hours did a site answer with errors?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, hour, site, requests, errors, server_errors, error_rate
SELECT
  dt,
  hour,
  site,
  sum(requests) AS requests,
  sum(errors) AS errors,
  sum(server_errors) AS server_errors,
  sum(errors) / sum(requests) AS error_rate
FROM mart.performance_hourly
WHERE dt IN (${days})
GROUP BY dt, hour, site
ORDER BY dt, hour, site;
