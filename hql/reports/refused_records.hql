-- Question: Why were records refused that arrived on these days?
-- Variables: days ('2026-10-01','2026-10-02')
-- Columns: dt (of kafka_time), feed, reason, rule, field, records
SELECT
  dt,
  feed,
  reason,
  rule,
  field,
  count(*) AS records
FROM raw.quarantine
WHERE dt IN (${days})
GROUP BY dt, feed, reason, rule, field
ORDER BY dt, feed, records DESC, reason, rule, field;
