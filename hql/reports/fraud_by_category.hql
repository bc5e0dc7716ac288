-- Question: Where is labelled fraud: in which categories and channels?
-- Variables: days ('2026-10-01','2026-10-02')
-- Columns: merchant_category, channel, currency, payments, amount, fraud_payments, fraud_amount, fraud_rate (of the
--   labelled payments)
SELECT
  merchant_category,
  channel,
  currency,
  sum(payments) AS payments,
  sum(amount) AS amount,
  sum(fraud_payments) AS fraud_payments,
  sum(fraud_amount) AS fraud_amount,
  sum(fraud_payments) / sum(labelled_payments) AS fraud_rate
FROM mart.fraud_daily
WHERE dt IN (${days})
GROUP BY merchant_category, channel, currency
ORDER BY fraud_amount DESC, merchant_category, channel, currency;
