-- Question: How fast were the most wanted pages in each day's busiest hour?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, site, hour (of the site's most events that day), page, requests, p50_response_time_ms,
--   p95_response_time_ms, p99_response_time_ms, error_rate
SELECT
  dt,
  site,
  hour,
  page,
  requests,
  p50_response_time_ms,
  p95_response_time_ms,
  p99_response_time_ms,
  error_rate
FROM (
  SELECT
    f.dt,
    f.site,
    f.hour,
    f.page,
    f.requests,
    f.p50_response_time_ms,
    f.p95_response_time_ms,
    f.p99_response_time_ms,
    f.error_rate,
    row_number() OVER (PARTITION BY f.dt, f.site ORDER BY f.requests DESC, f.page) AS page_rank
  FROM mart.performance_hourly f
  JOIN (
    SELECT
      dt,
      site,
      hour,
      row_number() OVER (PARTITION BY dt, site ORDER BY events DESC, hour) AS hour_rank
    FROM mart.peak_hours
    WHERE dt IN (${days})
  ) h
    ON h.dt = f.dt AND h.site = f.site AND h.hour = f.hour
  WHERE f.dt IN (${days})
    AND h.hour_rank = 1
) ranked
WHERE page_rank <= 10
ORDER BY dt, site, page_rank;
