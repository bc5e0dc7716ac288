-- What each fraud rule is worth on each day, held against labels where payments have them. A payment with an alert is held
-- to be fraud. Written by the workflow "fraud" from dw.risk_scores and dw.fraud_alerts.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.fraud_rule_daily (
  rule                    STRING        COMMENT 'The rule, MODEL, BLOCK_LIST or REVIEW_LIST, also those that never fired, or (any) for all together but those of the second stage',
  alerts                  BIGINT        COMMENT 'Alerts',
  alerted_payments        BIGINT        COMMENT 'Payments with an alert',
  alerted_accounts        BIGINT        COMMENT 'Distinct account_id of them',
  alerted_amount          DECIMAL(28,4) COMMENT 'Sum of base_amount over them',
  payments                BIGINT        COMMENT 'All payments of the day',
  labelled_payments       BIGINT        COMMENT 'All whose is_fraud is known',
  fraud_payments          BIGINT        COMMENT 'All whose is_fraud is true',
  fraud_amount            DECIMAL(28,4) COMMENT 'Sum of base_amount over all whose is_fraud is true',
  alerted_labelled        BIGINT        COMMENT 'Payments with an alert whose is_fraud is known',
  alerted_fraud           BIGINT        COMMENT 'Payments with an alert whose is_fraud is true',
  loss_caught             DECIMAL(28,4) COMMENT 'Sum of base_amount over payments with an alert whose is_fraud is true',
  alert_precision         DOUBLE        COMMENT 'alerted_fraud / alerted_labelled, 0 to 1, null without such an alert',
  alert_recall            DOUBLE        COMMENT 'alerted_fraud / fraud_payments, 0 to 1, null without fraud',
  f1                      DOUBLE        COMMENT 'Harmonic mean of alert_precision and alert_recall, null without fraud and without such an alert',
  alerts_per_fraud        DOUBLE        COMMENT 'alerts / alerted_fraud, those on payments without a label too, null where it found none',
  fraud_accounts          BIGINT        COMMENT 'Accounts with a payment of the day whose is_fraud is true',
  caught_accounts         BIGINT        COMMENT 'Of them those with an alert on such a payment, each on every day anew',
  median_seconds_to_alert DOUBLE        COMMENT 'Over caught_accounts, the median time from the first fraud of the day to the first alert on one, seconds, null without. Each day begins anew: fraud that goes on over midnight counts on both days, on the second from its first payment then'
)
COMMENT 'Fraud rules by day: a row for each rule and one for all, on each day with a payment'
PARTITIONED BY (dt STRING COMMENT 'Day of the payments, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/fraud_rule_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'fraud');
