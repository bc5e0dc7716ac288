SELECT
  score // 10 * 10 AS from_score,
  count(*) AS payments,
  count(*) / sum(count(*)) OVER () AS share_of_payments,
  sum(money) AS amount,
  count(labelled) AS labelled_payments,
  count(*) FILTER (labelled) AS fraud_payments,
  count(*) FILTER (labelled) / count(labelled) AS fraud_rate
FROM scored
GROUP BY from_score
