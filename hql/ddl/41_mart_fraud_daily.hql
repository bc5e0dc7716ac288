-- Payments and the labelled fraud among them on each day: the payments of dw.transactions. Written by marts/commerce.hql.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.fraud_daily (
  department        STRING        COMMENT 'department, (unknown) where none is given',
  merchant_category STRING        COMMENT 'merchant_category, (unknown) where none is given',
  channel           STRING        COMMENT 'channel, (unknown) where none is given',
  status            STRING        COMMENT 'status, (unknown) where none is given',
  currency          STRING        COMMENT 'currency, (unknown) where none is given',
  payments          BIGINT        COMMENT 'Payments',
  accounts          BIGINT        COMMENT 'Distinct account_id of them',
  amount            DECIMAL(18,4) COMMENT 'Sum of amount',
  labelled_payments BIGINT        COMMENT 'Of the payments those whose is_fraud is known',
  fraud_payments    BIGINT        COMMENT 'Of them those whose is_fraud is true',
  fraud_amount      DECIMAL(18,4) COMMENT 'Sum of amount over the payments whose is_fraud is true',
  fraud_rate        DOUBLE        COMMENT 'fraud_payments / labelled_payments, 0 to 1, null without labels'
)
COMMENT 'Payments by day, department, merchant category, channel, status and currency: a row for each of these with one'
PARTITIONED BY (dt STRING COMMENT 'Day, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/fraud_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'fraud');
