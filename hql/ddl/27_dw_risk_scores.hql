-- What the fraud rules say of each payment, beside what the payment says. Written by the workflow "fraud".
CREATE EXTERNAL TABLE IF NOT EXISTS dw.risk_scores (
  transaction_id    STRING        COMMENT 'The payment',
  account_id        STRING        COMMENT 'The account that pays',
  event_time        TIMESTAMP     COMMENT 'When it was made, UTC',
  amount            DECIMAL(18,4) COMMENT 'What is paid, in the currency, null where unknown',
  currency          STRING        COMMENT 'ISO 4217 code of the currency',
  base_amount       DECIMAL(18,4) COMMENT 'The amount in the base currency of the rules, null where unknown or without a rate',
  score             INT           COMMENT 'Risk, 0 to 100',
  level             STRING        COMMENT 'low, medium, high or critical, by the score',
  list              STRING        COMMENT 'allow, block or review where such a list decided, else null',
  late_ms           BIGINT        COMMENT 'How much earlier it was made than the latest payment of the account before it, milliseconds, 0 in order',
  is_priced         BOOLEAN       COMMENT 'Whether rules knew the amount in the base currency',
  is_complete       BOOLEAN       COMMENT 'Whether all that windows reached back to was still remembered',
  rule_set          STRING        COMMENT 'Version of the rules',
  rules             ARRAY<STRING> COMMENT 'Rules and lists that had something to say, in declared order',
  merchant          STRING        COMMENT 'Who is paid',
  merchant_category STRING        COMMENT 'What the merchant sells',
  channel           STRING        COMMENT 'card_present, online, atm or transfer',
  country           STRING        COMMENT 'Country where it is made, ISO 3166-1 alpha-2',
  department        STRING        COMMENT 'Department of the user who pays',
  city              STRING        COMMENT 'City where it is made',
  is_fraud          BOOLEAN       COMMENT 'Whether it is fraud, where that is known, at which no rule looks',
  kafka_partition   INT           COMMENT 'Partition of the topic',
  kafka_offset      BIGINT        COMMENT 'Offset in the partition'
)
COMMENT 'Payments with their risk, each once'
PARTITIONED BY (dt STRING COMMENT 'Day of event_time, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/dw/risk_scores'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'fraud');
