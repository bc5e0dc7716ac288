-- Question: Which fraud rules fire, and on how much money?
-- Variables: days ('2026-10-01','2026-10-02')
-- Columns: rule (one row is all together but those of the second stage), alerts, alerted_payments,
--   alerted_amount (in the base currency of the rules), share_of_payments (alerted_payments / all payments)
SELECT
  rule,
  alerts,
  alerted_payments,
  alerted_amount,
  alerted_payments / all_payments AS share_of_payments
FROM (
  SELECT
    rule,
    sum(alerts) AS alerts,
    sum(alerted_payments) AS alerted_payments,
    sum(alerted_amount) AS alerted_amount,
    -- A day has this row, and those of the rules that it was evaluated by.
    sum(sum(if(rule = '(any)', payments, 0))) OVER () AS all_payments
  FROM mart.fraud_rule_daily
  WHERE dt IN (${days})
  GROUP BY rule
) by_rule
WHERE alerts > 0
ORDER BY alerts DESC, rule;
