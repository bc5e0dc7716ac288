-- How the risk of payments is spread on each day. Written by the workflow "fraud" from dw.risk_scores.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.fraud_score_daily (
  score             INT           COMMENT 'Risk, 0 to 100',
  level             STRING        COMMENT 'low, medium, high or critical, by the score',
  list              STRING        COMMENT 'allow, block or review where such a list decided, else none',
  payments          BIGINT        COMMENT 'Payments',
  accounts          BIGINT        COMMENT 'Distinct account_id of them',
  amount            DECIMAL(28,4) COMMENT 'Sum of base_amount',
  labelled_payments BIGINT        COMMENT 'Of the payments those whose is_fraud is known',
  fraud_payments    BIGINT        COMMENT 'Of them those whose is_fraud is true'
)
COMMENT 'Scores by day: a row for each score, level and list with a payment'
PARTITIONED BY (dt STRING COMMENT 'Day of the payments, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/fraud_score_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'fraud');
