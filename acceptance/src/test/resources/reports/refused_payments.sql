SELECT
  dt, department, currency, count(*) AS payments, count(*) FILTER (status = 'refused') AS refused,
  count(*) FILTER (status = 'refused') / count(*) AS refused_rate,
  coalesce(sum(money) FILTER (status = 'refused'), 0) AS refused_amount
FROM payments
GROUP BY dt, department, currency
