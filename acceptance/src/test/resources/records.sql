-- The generator's own files, each record once, with names as docs/tables.md has them.
CREATE TABLE events AS
SELECT DISTINCT
  *,
  CAST(rtrim(event_time, 'Z') AS TIMESTAMP) AS happened,
  left(event_time, 10) AS dt,
  substr(event_time, 12, 2) AS hour,
  CAST(status_code AS INTEGER) AS status,
  CAST(response_time_ms AS BIGINT) AS response_ms,
  CAST(time_on_page_ms AS BIGINT) AS shown_ms,
  event_type NOT IN ('page_view', 'page_leave', 'error', 'asset', 'probe')
    AND (section IS NOT NULL OR element IS NOT NULL) AS is_interaction
FROM read_csv('FOLDER/activity-*.csv', header = true, all_varchar = true);

CREATE TABLE order_lines AS
SELECT DISTINCT
  *,
  left(transaction_date, 10) AS dt,
  CAST(quantity AS BIGINT) AS pieces,
  CAST(quantity AS BIGINT) * CAST(unit_price AS DECIMAL(18,4)) AS money,
  coalesce(invoice_id LIKE 'C%', CAST(quantity AS BIGINT) < 0) AS cancels,
  CAST(discount AS DECIMAL(18,4)) AS taken_off,
  CAST(final_amount AS DECIMAL(18,4)) AS to_pay
FROM read_csv('FOLDER/orders.csv', header = true, all_varchar = true);

CREATE TABLE payments AS
SELECT DISTINCT
  *,
  left(event_time, 10) AS dt,
  CAST(amount AS DECIMAL(18,4)) AS money,
  CAST(is_fraud AS BOOLEAN) AS labelled
FROM read_csv('FOLDER/transactions.csv', header = true, all_varchar = true);
