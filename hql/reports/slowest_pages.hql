-- Question: Which pages keep visitors waiting?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, site, page, requests (of the day), slowest_hour, p95_response_time_ms (in that hour),
--   p99_response_time_ms
SELECT
  dt,
  site,
  page,
  requests,
  hour AS slowest_hour,
  p95_response_time_ms,
  p99_response_time_ms
FROM (
  SELECT
    dt,
    site,
    page,
    hour,
    p95_response_time_ms,
    p99_response_time_ms,
    sum(requests) OVER (PARTITION BY dt, site, page) AS requests,
    row_number() OVER (PARTITION BY dt, site, page ORDER BY p95_response_time_ms DESC, hour) AS place
  FROM mart.performance_hourly
  WHERE dt IN (${days})
    AND timed_requests > 0
) ranked
WHERE place = 1
ORDER BY p95_response_time_ms DESC, dt, site, page
LIMIT 50;
