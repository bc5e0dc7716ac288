-- Question: What is each fraud rule that fired worth, held against labels?
-- Variables: days ('2026-10-01','2026-10-02')
-- Columns: rule (one row is all together but those of the second stage), alerted_labelled (payments with an alert
--   whose label is known), alerted_fraud, alert_precision (alerted_fraud / alerted_labelled), alert_recall
--   (alerted_fraud / all fraud), f1, loss_caught, share_of_loss (loss_caught / all that fraud took)
SELECT
  rule,
  sum(alerted_labelled) AS alerted_labelled,
  sum(alerted_fraud) AS alerted_fraud,
  sum(alerted_fraud) / sum(alerted_labelled) AS alert_precision,
  sum(alerted_fraud) / sum(fraud_payments) AS alert_recall,
  2 * sum(alerted_fraud) / (sum(alerted_labelled) + sum(fraud_payments)) AS f1,
  sum(loss_caught) AS loss_caught,
  CAST(sum(loss_caught) AS DOUBLE) / CAST(sum(fraud_amount) AS DOUBLE) AS share_of_loss
FROM mart.fraud_rule_daily
WHERE dt IN (${days})
GROUP BY rule
HAVING sum(alerts) > 0
ORDER BY f1 DESC, rule;
