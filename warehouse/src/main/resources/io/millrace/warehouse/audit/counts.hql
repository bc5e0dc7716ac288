-- What a reader counts of one feed by topic-partition, up to the offsets that were published when the audit began.
SELECT '${feed}' AS feed, 'raw' AS zone, kafka_partition, count(*) AS rows_found, min(kafka_offset) AS least,
       max(kafka_offset) AS greatest, count(DISTINCT kafka_offset) AS distinct_offsets
FROM raw.${feed}
WHERE kafka_offset < CASE kafka_partition ${ends} ELSE ${otherwise} END
GROUP BY kafka_partition
UNION ALL
SELECT '${feed}' AS feed, 'quarantine' AS zone, kafka_partition, count(*) AS rows_found, min(kafka_offset) AS least,
       max(kafka_offset) AS greatest, count(DISTINCT kafka_offset) AS distinct_offsets
FROM raw.quarantine
WHERE feed = '${feed}'
  AND kafka_offset < CASE kafka_partition ${ends} ELSE ${otherwise} END
GROUP BY kafka_partition
