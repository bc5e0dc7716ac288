-- What has landed, by landing's own files, each record once, with names as docs/tables.md has them.
CREATE TABLE events AS
SELECT
  * EXCLUDE (earlier),
  event_time AS happened,
  status_code AS status,
  response_time_ms AS response_ms,
  time_on_page_ms AS shown_ms,
  event_type NOT IN ('page_view', 'page_leave', 'error', 'asset', 'probe')
    AND (section IS NOT NULL OR element IS NOT NULL) AS is_interaction
FROM (
  SELECT
    *,
    row_number() OVER (PARTITION BY dt, hour, event_id ORDER BY kafka_partition, kafka_offset) AS earlier
  FROM read_parquet('FOLDER/**/*.parquet', hive_partitioning = true, hive_types_autocast = false)
)
WHERE earlier = 1;

-- There are none.
CREATE TABLE order_lines (dt VARCHAR, country VARCHAR, money DECIMAL(18,4), transaction_id VARCHAR);
