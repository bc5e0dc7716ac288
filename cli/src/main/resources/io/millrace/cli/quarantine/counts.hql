-- How many records were refused alike on a day, and how many of them were replayed since.
SELECT q.feed, q.dt, q.reason, q.rule, q.field, count(*) AS records, count(r.kafka_offset) AS replayed,
       max(q.kafka_time) AS newest
FROM raw.quarantine q
LEFT JOIN ops.quarantine_replayed r
  ON r.feed = q.feed AND r.kafka_partition = q.kafka_partition AND r.kafka_offset = q.kafka_offset
WHERE ${condition}
GROUP BY q.feed, q.dt, q.reason, q.rule, q.field
ORDER BY dt DESC, feed, records DESC, reason, rule, field
