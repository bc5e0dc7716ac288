-- The records themselves, bytes in base64.
SELECT q.feed, q.dt, q.kafka_partition, q.kafka_offset, q.kafka_time, q.reason, q.field, q.rule, q.detail,
       base64(q.payload) AS payload
FROM raw.quarantine q
WHERE ${condition}
ORDER BY ${order}
