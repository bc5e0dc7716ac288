SELECT
  dt, department, merchant_category, channel, status, currency,
  count(*) AS payments,
  count(DISTINCT account_id) AS accounts,
  sum(money) AS amount,
  count(labelled) AS labelled_payments,
  count(*) FILTER (labelled) AS fraud_payments,
  coalesce(sum(money) FILTER (labelled), 0) AS fraud_amount,
  count(*) FILTER (labelled) / count(labelled) AS fraud_rate
FROM payments
GROUP BY dt, department, merchant_category, channel, status, currency
