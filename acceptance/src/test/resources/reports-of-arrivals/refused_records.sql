-- Without the day, on which the generators happened to run.
SELECT
  feed, reason, NULL AS rule,
  CASE reason
    WHEN 'MISSING_FIELD' THEN
      MAP {'activity': 'event_id', 'orders': 'record_id', 'transactions': 'transaction_id'}[feed]
    WHEN 'WRONG_TYPE' THEN
      MAP {'activity': 'event_time', 'orders': 'transaction_date', 'transactions': 'event_time'}[feed]
  END AS field,
  sum(records) AS records
FROM (
  SELECT feed, unnest(map_keys(malformed)) AS reason, unnest(map_values(malformed)) AS records
  FROM inventories
)
GROUP BY feed, reason
