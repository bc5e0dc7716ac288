-- What the file host of fraud rules says of the payments, whose labels it does not see. All of them are in the base
-- currency.
CREATE TABLE scored AS
SELECT
  transaction_id, account_id, dt, CAST(rtrim(event_time, 'Z') AS TIMESTAMP) AS happened, score, level, list, money,
  labelled, merchant, merchant_category, department, city
FROM read_ndjson(
  'FRAUD/scores-usual.ndjson',
  columns = {transaction_id: 'VARCHAR', score: 'INTEGER', level: 'VARCHAR', list: 'VARCHAR'}
)
JOIN payments USING (transaction_id);

CREATE TABLE alerts AS
SELECT
  transaction_id, account_id, dt, happened, rule, score, money, labelled, merchant, rule <> 'MERCHANT_BURST' AS of_score
FROM read_ndjson('FRAUD/alerts-usual.ndjson', columns = {transaction_id: 'VARCHAR', rule: 'VARCHAR'})
JOIN scored USING (transaction_id);

CREATE TABLE alerted AS
SELECT DISTINCT rule, transaction_id, account_id, dt, happened, money, labelled FROM alerts
UNION ALL
SELECT DISTINCT '(any)', transaction_id, account_id, dt, happened, money, labelled FROM alerts WHERE of_score;
