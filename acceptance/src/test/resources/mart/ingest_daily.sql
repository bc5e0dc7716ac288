-- By the inventories of what came onto the topics. A run's end closes the hours that it touched, so what a later one
-- brings for them is late. Nothing was refused on these days: their records reached Kafka long after.
SELECT
  dt, feed,
  sum(delivered) AS landed,
  coalesce(sum(delivered) FILTER (run > 1), 0) AS late,
  sum(delivered) AS replayed,
  0 AS quarantined,
  sum(delivered) AS raw_rows,
  sum(distinct_records) AS curated_rows,
  sum(delivered) - sum(distinct_records) AS duplicates
FROM deliveries
GROUP BY dt, feed
