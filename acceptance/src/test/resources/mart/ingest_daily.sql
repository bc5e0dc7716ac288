WITH counted AS (
  SELECT 'activity' AS feed, left(event_time, 10) AS dt, event_id AS id
  FROM read_csv('FOLDER/activity-*.csv', header = true, all_varchar = true)
  UNION ALL
  SELECT 'orders', left(transaction_date, 10), record_id
  FROM read_csv('FOLDER/orders.csv', header = true, all_varchar = true)
  UNION ALL
  SELECT 'transactions', left(event_time, 10), transaction_id
  FROM read_csv('FOLDER/transactions.csv', header = true, all_varchar = true)
)
SELECT
  dt, feed,
  count(*) AS landed,
  count(*) AS replayed,
  count(*) AS raw_rows,
  count(DISTINCT id) AS curated_rows,
  count(*) - count(DISTINCT id) AS duplicates
FROM counted
GROUP BY dt, feed
