-- Question: What is each fraud rule that fired worth, held against labels?
-- Variables: days ('2026-10-01','2026-10-02')
-- Columns: rule (one row is all together but those of the second stage), alerted_labelled (payments with an alert
--   whose label is known), alerted_fraud, alert_precision (alerted_fraud / alerted_labelled), alert_recall
--   (alerted_fraud / all fraud), f1, loss_caught, share_of_loss (loss_caught / all that fraud took)
SELECT
  rule,
  alerted_labelled,
  alerted_fraud,
  alerted_fraud / alerted_labelled AS alert_precision,
  alerted_fraud / all_fraud AS alert_recall,
  2 * alerted_fraud / (alerted_labelled + all_fraud) AS f1,
  loss_caught,
  CAST(loss_caught AS DOUBLE) / CAST(all_fraud_amount AS DOUBLE) AS share_of_loss
FROM (
  SELECT
    rule,
    sum(alerts) AS alerts,
    sum(alerted_labelled) AS alerted_labelled,
    sum(alerted_fraud) AS alerted_fraud,
    sum(loss_caught) AS loss_caught,
    -- A day has this row, and those of the rules that it was evaluated by.
    sum(sum(if(rule = '(any)', fraud_payments, 0))) OVER () AS all_fraud,
    sum(sum(if(rule = '(any)', fraud_amount, 0))) OVER () AS all_fraud_amount
  FROM mart.fraud_rule_daily
  WHERE dt IN (${days})
  GROUP BY rule
) by_rule
WHERE alerts > 0
ORDER BY f1 DESC NULLS LAST, rule;
