SELECT
  dt,
  row_number() OVER (PARTITION BY dt ORDER BY sum(alerts) DESC, sum(money) DESC, merchant) AS place,
  merchant,
  sum(alerts) AS alerts,
  count(*) AS alerted_payments,
  count(DISTINCT account_id) AS alerted_accounts,
  sum(money) AS alerted_amount,
  max(score) AS greatest_score,
  count(*) FILTER (labelled) AS alerted_fraud
FROM (
  SELECT dt, merchant, transaction_id, account_id, money, score, labelled, count(*) AS alerts
  FROM alerts
  WHERE of_score
  GROUP BY ALL
)
GROUP BY dt, merchant
QUALIFY place <= 20
