SELECT
  merchant_category, channel, currency, count(*) AS payments, sum(money) AS amount,
  count(*) FILTER (labelled) AS fraud_payments, coalesce(sum(money) FILTER (labelled), 0) AS fraud_amount,
  count(*) FILTER (labelled) / count(labelled) AS fraud_rate
FROM payments
GROUP BY merchant_category, channel, currency
