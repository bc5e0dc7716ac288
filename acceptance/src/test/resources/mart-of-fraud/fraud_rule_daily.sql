-- The rules of conf/fraud-rules.yaml, the model and the lists, whether they fired or not.
WITH rules (rule) AS (
  VALUES
    ('HIGH_AMOUNT'), ('VELOCITY_COUNT'), ('VELOCITY_AMOUNT'), ('IMPOSSIBLE_TRAVEL'), ('CARD_TESTING'),
    ('STRUCTURING'), ('UNUSUAL_AMOUNT'), ('NEW_MERCHANT_LARGE'), ('NEW_DEVICE'), ('NEW_COUNTRY'),
    ('NIGHT_OWL'), ('MERCHANT_BURST'), ('MODEL'), ('BLOCK_LIST'), ('REVIEW_LIST'), ('(any)')
),
totals AS (
  SELECT
    dt,
    count(*) AS payments,
    count(labelled) AS labelled_payments,
    count(*) FILTER (labelled) AS fraud_payments,
    coalesce(sum(money) FILTER (labelled), 0) AS fraud_amount,
    count(DISTINCT account_id) FILTER (labelled) AS fraud_accounts
  FROM scored
  GROUP BY dt
),
fired AS (
  SELECT dt, rule, count(*) AS alerts FROM alerts GROUP BY dt, rule
  UNION ALL
  SELECT dt, '(any)', count(*) FROM alerts WHERE of_score GROUP BY dt
),
found AS (
  SELECT
    dt, rule,
    count(*) AS alerted_payments,
    count(DISTINCT account_id) AS alerted_accounts,
    sum(money) AS alerted_amount,
    count(labelled) AS alerted_labelled,
    count(*) FILTER (labelled) AS alerted_fraud,
    sum(money) FILTER (labelled) AS loss_caught
  FROM alerted
  GROUP BY dt, rule
),
begun AS (
  SELECT dt, account_id, min(happened) AS first_fraud FROM scored WHERE labelled GROUP BY dt, account_id
),
noticed AS (
  SELECT dt, rule, account_id, min(happened) AS first_alert
  FROM alerted
  WHERE labelled
  GROUP BY dt, rule, account_id
),
-- The median is the mean of the two in the middle, or of the one there twice.
caught AS (
  SELECT
    dt, rule,
    count(*) AS caught_accounts,
    list(seconds ORDER BY seconds) AS waits,
    (waits[(caught_accounts + 1) // 2] + waits[caught_accounts // 2 + 1]) / 2 AS median_seconds_to_alert
  FROM (
    SELECT dt, rule, (epoch_us(first_alert) - epoch_us(first_fraud)) / 1000000 AS seconds
    FROM noticed
    JOIN begun USING (dt, account_id)
  )
  GROUP BY dt, rule
)
SELECT
  dt, rule,
  coalesce(alerts, 0) AS alerts,
  coalesce(alerted_payments, 0) AS alerted_payments,
  coalesce(alerted_accounts, 0) AS alerted_accounts,
  coalesce(alerted_amount, 0) AS alerted_amount,
  payments, labelled_payments, fraud_payments, fraud_amount,
  coalesce(alerted_labelled, 0) AS alerted_labelled,
  coalesce(alerted_fraud, 0) AS alerted_fraud,
  coalesce(loss_caught, 0) AS loss_caught,
  alerted_fraud / nullif(alerted_labelled, 0) AS alert_precision,
  coalesce(alerted_fraud, 0) / nullif(fraud_payments, 0) AS alert_recall,
  2 * coalesce(alerted_fraud, 0) / nullif(coalesce(alerted_labelled, 0) + fraud_payments, 0) AS f1,
  alerts / nullif(alerted_fraud, 0) AS alerts_per_fraud,
  fraud_accounts,
  coalesce(caught_accounts, 0) AS caught_accounts,
  median_seconds_to_alert
FROM totals
CROSS JOIN rules
LEFT JOIN fired USING (dt, rule)
LEFT JOIN found USING (dt, rule)
LEFT JOIN caught USING (dt, rule)
