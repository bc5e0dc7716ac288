-- What a reader counts of one feed by day and topic-partition, up to the offsets that were published when the audit began.
SELECT '${feed}' AS feed, 'raw' AS zone, dt, kafka_partition, count(*) AS rows_found,
       count(DISTINCT kafka_offset) AS distinct_offsets
FROM raw.${feed}
WHERE dt IN (${days})
  AND kafka_offset < CASE kafka_partition ${ends} ELSE ${otherwise} END
GROUP BY dt, kafka_partition
UNION ALL
SELECT '${feed}' AS feed, 'quarantine' AS zone, dt, kafka_partition, count(*) AS rows_found,
       count(DISTINCT kafka_offset) AS distinct_offsets
FROM raw.quarantine
WHERE feed = '${feed}'
  AND dt IN (${days})
  AND kafka_offset < CASE kafka_partition ${ends} ELSE ${otherwise} END
GROUP BY dt, kafka_partition
