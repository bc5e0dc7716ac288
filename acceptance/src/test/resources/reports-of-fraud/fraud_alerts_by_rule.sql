SELECT
  rule,
  CASE rule
    WHEN '(any)' THEN (SELECT count(*) FROM alerts WHERE of_score)
    ELSE (SELECT count(*) FROM alerts a WHERE a.rule = alerted.rule)
  END AS alerts,
  count(*) AS alerted_payments,
  sum(money) AS alerted_amount,
  count(*) / (SELECT count(*) FROM scored) AS share_of_payments
FROM alerted
GROUP BY rule
