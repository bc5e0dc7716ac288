SELECT
  dt, score, level, coalesce(list, 'none') AS list,
  count(*) AS payments,
  count(DISTINCT account_id) AS accounts,
  sum(money) AS amount,
  count(labelled) AS labelled_payments,
  count(*) FILTER (labelled) AS fraud_payments
FROM scored
GROUP BY dt, score, level, list
