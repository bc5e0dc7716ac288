-- How visitors were served in some hours: mart.performance_hourly.
-- Variables: hours, a condition on dt and hour that holds for those hours, such as
-- concat(dt, 'T', hour) BETWEEN '2015-05-17T10' AND '2015-05-17T12', or for whole days dt IN ('2015-05-17'), generation,
-- letters, digits and underscores, unique to the run.
-- Writes mart.performance_hourly_next_<generation>, beside what readers see. The publish step swaps each hour in and
-- drops that table, by hand, it can be looked at first.
-- percentile() is exact, and means and shares are quotients of whole sums: the same rows give the same figures in
-- every run, whether an hour is computed alone or with others.

-- A repeated run begins anew. Dropping an external table leaves its files, each hour's are overwritten below.
DROP TABLE IF EXISTS mart.performance_hourly_next_${generation};

-- The same columns as what readers see, in a place of their own.
CREATE EXTERNAL TABLE mart.performance_hourly_next_${generation} LIKE mart.performance_hourly
  LOCATION '/millrace/mart/performance_hourly/_next/${generation}'
  TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');

SET hive.exec.dynamic.partition.mode = nonstrict;
-- A month has more hours than Hive lets a statement make partitions.
SET hive.exec.max.dynamic.partitions = 100000;
SET hive.exec.max.dynamic.partitions.pernode = 100000;
-- One writer is open at a time and not one for each hour, and an hour has one file.
SET hive.optimize.sort.dynamic.partition.threshold = 1;

-- mart.performance_hourly: one row for each page of a site that was asked for in an hour.
INSERT OVERWRITE TABLE mart.performance_hourly_next_${generation} PARTITION (dt, hour)
SELECT
  site,
  page,
  requests,
  timed_requests,
  sum_time / timed_requests AS mean_response_time_ms,
  percentiles[0] AS p50_response_time_ms,
  percentiles[1] AS p95_response_time_ms,
  percentiles[2] AS p99_response_time_ms,
  errors,
  server_errors,
  errors / requests AS error_rate,
  dt,
  hour
FROM (
  SELECT
    dt,
    hour,
    coalesce(site, '') AS site,
    page,
    count(status_code) AS requests,
    count(response_time_ms) AS timed_requests,
    sum(response_time_ms) AS sum_time,
    percentile(response_time_ms, array(0.5, 0.95, 0.99)) AS percentiles,
    sum(if(status_code >= 400, 1, 0)) AS errors,
    sum(if(status_code >= 500, 1, 0)) AS server_errors
  FROM dw.activity
  WHERE (${hours})
    AND page IS NOT NULL
    AND (status_code IS NOT NULL OR response_time_ms IS NOT NULL)
  GROUP BY dt, hour, coalesce(site, ''), page
) by_page;
