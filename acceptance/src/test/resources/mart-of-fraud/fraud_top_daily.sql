WITH alerted_payments AS (
  SELECT transaction_id, count(*) AS alerts FROM alerts WHERE of_score GROUP BY transaction_id
),
placed AS (
  SELECT
    dt, transaction_id, account_id, money, score, labelled, alerts,
    unnest([
      {dimension: 'account_id', of: account_id},
      {dimension: 'department', of: department},
      {dimension: 'merchant', of: merchant},
      {dimension: 'merchant_category', of: merchant_category},
      {dimension: 'city', of: city}
    ], recursive := true)
  FROM alerted_payments
  JOIN scored USING (transaction_id)
)
SELECT
  dt,
  dimension,
  row_number() OVER (
    PARTITION BY dt, dimension
    ORDER BY sum(alerts) DESC, sum(money) DESC, coalesce(of, '(unknown)')
  ) AS place,
  coalesce(of, '(unknown)') AS value,
  sum(alerts) AS alerts,
  count(*) AS alerted_payments,
  count(DISTINCT account_id) AS alerted_accounts,
  sum(money) AS alerted_amount,
  max(score) AS greatest_score,
  count(*) FILTER (labelled) AS alerted_fraud
FROM placed
GROUP BY dt, dimension, of
QUALIFY place <= 100
