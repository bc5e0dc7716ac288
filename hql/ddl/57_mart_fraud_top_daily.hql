-- Where most alerts are on each day. Written by the workflow "fraud" from dw.risk_scores and dw.fraud_alerts.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.fraud_top_daily (
  dimension        STRING        COMMENT 'account_id, department, merchant, merchant_category or city',
  place            INT           COMMENT '1 to 100: by alerts, then by alerted_amount, the greatest first, then by value',
  value            STRING        COMMENT 'Which one, (unknown) where payments do not say',
  alerts           BIGINT        COMMENT 'Alerts',
  alerted_payments BIGINT        COMMENT 'Payments with an alert',
  alerted_accounts BIGINT        COMMENT 'Distinct account_id of them',
  alerted_amount   DECIMAL(28,4) COMMENT 'Sum of base_amount over them',
  greatest_score   INT           COMMENT 'Greatest risk among them, 0 to 100',
  alerted_fraud    BIGINT        COMMENT 'Of them those whose is_fraud is true'
)
COMMENT 'Accounts, departments, merchants, their categories and cities with most alerts, by day: 100 of each at most'
PARTITIONED BY (dt STRING COMMENT 'Day of the payments, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/fraud_top_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'fraud');
