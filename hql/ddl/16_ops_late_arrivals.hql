-- The late-arrival histogram: how long after their events live records reached Kafka, by hour of arrival. Replayed
-- records are left out: they are late on purpose.
CREATE VIEW IF NOT EXISTS ops.late_arrivals (
  feed   COMMENT 'Feed',
  dt     COMMENT 'Day of arrival, UTC',
  hour   COMMENT 'Hour of arrival, UTC',
  bucket COMMENT 'Time from event to arrival: le_1s, le_10s, le_1m, le_10m, le_1h, le_6h, le_1d, le_7d, more',
  `rows` COMMENT 'Records that landed'
)
COMMENT 'Records by hour of arrival and time from event to arrival'
AS
SELECT
  c.feed,
  l.dt,
  l.hour,
  l.bucket,
  SUM(l.late_rows)
FROM ops.landing_commits c
LATERAL VIEW INLINE(c.lateness) l AS dt, hour, bucket, late_rows
WHERE c.kind = 'batch'
GROUP BY
  c.feed,
  l.dt,
  l.hour,
  l.bucket;
