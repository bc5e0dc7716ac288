-- Question: Where are most alerts of the rules that make the score?
-- Variables: days ('2026-10-01','2026-10-02'), dimension (merchant)
-- Columns: dt, place (of 20), value (of the dimension: account_id, department, merchant, merchant_category or city),
--   alerts, alerted_payments, alerted_accounts, alerted_amount, greatest_score, alerted_fraud
SELECT
  dt,
  place,
  value,
  alerts,
  alerted_payments,
  alerted_accounts,
  alerted_amount,
  greatest_score,
  alerted_fraud
FROM mart.fraud_top_daily
WHERE dt IN (${days})
  AND dimension = '${dimension}'
  AND place <= 20
ORDER BY dt, place;
