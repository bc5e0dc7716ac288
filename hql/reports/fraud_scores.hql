-- Question: How is the risk of payments spread?
-- Variables: days ('2026-10-01','2026-10-02')
-- Columns: from_score (scores from here on to 9 more), payments, share_of_payments, amount (in the base currency of the
--   rules), labelled_payments, fraud_payments, fraud_rate (of the labelled payments)
SELECT
  from_score,
  payments,
  payments / sum(payments) OVER () AS share_of_payments,
  amount,
  labelled_payments,
  fraud_payments,
  fraud_payments / labelled_payments AS fraud_rate
FROM (
  SELECT
    from_score,
    sum(payments) AS payments,
    sum(amount) AS amount,
    sum(labelled_payments) AS labelled_payments,
    sum(fraud_payments) AS fraud_payments
  FROM (
    SELECT
      score - score % 10 AS from_score,
      payments,
      amount,
      labelled_payments,
      fraud_payments
    FROM mart.fraud_score_daily
    WHERE dt IN (${days})
  ) by_score
  GROUP BY from_score
) by_ten
ORDER BY from_score;
