-- The generator's customers never change.
SELECT
  dt, customer_id,
  min(CAST(rtrim(transaction_date, 'Z') AS TIMESTAMP)) AS seen_first,
  max(CAST(rtrim(transaction_date, 'Z') AS TIMESTAMP)) AS seen_last,
  first_name, last_name, email, phone, age, gender, city, state, zip_code, country, is_premium_customer,
  customer_since
FROM order_lines
GROUP BY dt, customer_id, first_name, last_name, email, phone, age, gender, city, state, zip_code,
  country, is_premium_customer, customer_since
