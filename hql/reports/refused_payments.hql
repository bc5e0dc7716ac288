-- Question: What share of payments is refused, by department?
-- Variables: days ('2026-10-01','2026-10-02')
-- Columns: dt, department, currency, payments, refused, refused_rate, refused_amount
SELECT
  dt,
  department,
  currency,
  payments,
  refused,
  refused / payments AS refused_rate,
  refused_amount
FROM (
  SELECT
    dt,
    department,
    currency,
    sum(payments) AS payments,
    sum(if(status = 'refused', payments, 0)) AS refused,
    sum(if(status = 'refused', amount, 0)) AS refused_amount
  FROM mart.fraud_daily
  WHERE dt IN (${days})
  GROUP BY dt, department, currency
) by_department
ORDER BY dt, refused_rate DESC, department, currency;
