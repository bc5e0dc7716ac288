-- What became of the records of some days: mart.ingest_daily.
-- Variables: days, quoted and separated by commas, such as '2015-05-17','2015-05-18', generation, letters, digits and
-- underscores, unique to the run.
-- Writes mart.<name>_next_<generation> for each of them, beside what readers see. The publish step swaps each day in
-- and drops those tables, by hand, they can be looked at first.
-- percentile() is exact, and means and shares are quotients of whole sums: the same rows give the same figures in
-- every run.

-- A repeated run begins anew. Dropping an external table leaves its files, each day's are overwritten below.
DROP TABLE IF EXISTS mart.ingest_daily_next_${generation};

-- The same columns as what readers see, in places of their own.
CREATE EXTERNAL TABLE mart.ingest_daily_next_${generation} LIKE mart.ingest_daily
  LOCATION '/millrace/mart/ingest_daily/_next/${generation}'
  TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');

SET hive.exec.dynamic.partition.mode = nonstrict;

-- mart.ingest_daily: one row for each feed with a record of the day, or with one that was refused on it. Every feed is
-- in the commit log. The tables of those that the marts know are counted too.
INSERT OVERWRITE TABLE mart.ingest_daily_next_${generation} PARTITION (dt)
SELECT
  feed,
  sum(landed) AS landed,
  sum(late) AS late,
  sum(replayed) AS replayed,
  sum(quarantined) AS quarantined,
  if(feed IN ('activity', 'orders', 'transactions'), sum(raw_rows), NULL) AS raw_rows,
  if(feed IN ('activity', 'orders', 'transactions'), sum(curated_rows), NULL) AS curated_rows,
  if(feed IN ('activity', 'orders', 'transactions'), sum(raw_rows) - sum(curated_rows), NULL) AS duplicates,
  dt
FROM (
  SELECT
    c.feed,
    h.dt,
    sum(h.landed_rows) AS landed,
    sum(if(h.is_late, h.landed_rows, 0)) AS late,
    sum(if(h.run IS NULL, 0, h.landed_rows)) AS replayed,
    CAST(0 AS BIGINT) AS quarantined,
    CAST(0 AS BIGINT) AS raw_rows,
    CAST(0 AS BIGINT) AS curated_rows
  FROM ops.landing_commits c
  LATERAL VIEW inline(c.hours) h AS run, dt, hour, landed_rows, is_late
  WHERE c.kind = 'batch'
    AND h.dt IN (${days})
  GROUP BY c.feed, h.dt
  UNION ALL
  SELECT
    feed,
    dt,
    CAST(0 AS BIGINT) AS landed,
    CAST(0 AS BIGINT) AS late,
    CAST(0 AS BIGINT) AS replayed,
    count(*) AS quarantined,
    CAST(0 AS BIGINT) AS raw_rows,
    CAST(0 AS BIGINT) AS curated_rows
  FROM raw.quarantine
  WHERE dt IN (${days})
  GROUP BY feed, dt
  UNION ALL
  SELECT
    'activity' AS feed,
    dt,
    CAST(0 AS BIGINT) AS landed,
    CAST(0 AS BIGINT) AS late,
    CAST(0 AS BIGINT) AS replayed,
    CAST(0 AS BIGINT) AS quarantined,
    count(*) AS raw_rows,
    CAST(0 AS BIGINT) AS curated_rows
  FROM raw.activity
  WHERE dt IN (${days})
  GROUP BY dt
  UNION ALL
  SELECT
    'activity' AS feed,
    dt,
    CAST(0 AS BIGINT) AS landed,
    CAST(0 AS BIGINT) AS late,
    CAST(0 AS BIGINT) AS replayed,
    CAST(0 AS BIGINT) AS quarantined,
    CAST(0 AS BIGINT) AS raw_rows,
    count(*) AS curated_rows
  FROM dw.activity
  WHERE dt IN (${days})
  GROUP BY dt
  UNION ALL
  SELECT
    'orders' AS feed,
    dt,
    CAST(0 AS BIGINT) AS landed,
    CAST(0 AS BIGINT) AS late,
    CAST(0 AS BIGINT) AS replayed,
    CAST(0 AS BIGINT) AS quarantined,
    count(*) AS raw_rows,
    CAST(0 AS BIGINT) AS curated_rows
  FROM raw.orders
  WHERE dt IN (${days})
  GROUP BY dt
  UNION ALL
  SELECT
    'orders' AS feed,
    dt,
    CAST(0 AS BIGINT) AS landed,
    CAST(0 AS BIGINT) AS late,
    CAST(0 AS BIGINT) AS replayed,
    CAST(0 AS BIGINT) AS quarantined,
    CAST(0 AS BIGINT) AS raw_rows,
    count(*) AS curated_rows
  FROM dw.orders
  WHERE dt IN (${days})
  GROUP BY dt
  UNION ALL
  SELECT
    'transactions' AS feed,
    dt,
    CAST(0 AS BIGINT) AS landed,
    CAST(0 AS BIGINT) AS late,
    CAST(0 AS BIGINT) AS replayed,
    CAST(0 AS BIGINT) AS quarantined,
    count(*) AS raw_rows,
    CAST(0 AS BIGINT) AS curated_rows
  FROM raw.transactions
  WHERE dt IN (${days})
  GROUP BY dt
  UNION ALL
  SELECT
    'transactions' AS feed,
    dt,
    CAST(0 AS BIGINT) AS landed,
    CAST(0 AS BIGINT) AS late,
    CAST(0 AS BIGINT) AS replayed,
    CAST(0 AS BIGINT) AS quarantined,
    CAST(0 AS BIGINT) AS raw_rows,
    count(*) AS curated_rows
  FROM dw.transactions
  WHERE dt IN (${days})
  GROUP BY dt
) counted
GROUP BY feed, dt;
