-- What is different is hashed there: how many there are says that none is missing.
SELECT
  dt, account_id,
  count(*) AS payments,
  count(*) FILTER (status = 'refused') AS refused,
  count(money) AS amounts,
  coalesce(sum(money), 0) AS amount,
  coalesce(sum(money * money), 0) AS amount_squares,
  count(DISTINCT merchant) AS "size(merchants)",
  count(DISTINCT country) AS "size(countries)",
  count(DISTINCT device_id) AS "size(devices)",
  min(CAST(rtrim(event_time, 'Z') AS TIMESTAMP)) AS first_payment,
  max(CAST(rtrim(event_time, 'Z') AS TIMESTAMP)) AS last_payment
FROM payments
GROUP BY dt, account_id
