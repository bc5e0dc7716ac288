-- Neighbouring rows of a topic-partition that are not one offset apart: offsets that are missing or there twice.
SELECT kafka_partition, kafka_offset, next_offset
FROM (
  SELECT kafka_partition, kafka_offset,
         lead(kafka_offset) OVER (PARTITION BY kafka_partition ORDER BY kafka_offset) AS next_offset
  FROM (
    SELECT kafka_partition, kafka_offset
    FROM raw.${feed}
    WHERE kafka_offset < CASE kafka_partition ${ends} ELSE ${otherwise} END
    UNION ALL
    SELECT kafka_partition, kafka_offset
    FROM raw.quarantine
    WHERE feed = '${feed}'
      AND kafka_offset < CASE kafka_partition ${ends} ELSE ${otherwise} END
  ) seen
) neighbours
WHERE next_offset <> kafka_offset + 1
ORDER BY kafka_partition, kafka_offset
LIMIT 10000
