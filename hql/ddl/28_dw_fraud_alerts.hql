-- What the fraud desk is told of payments: an alert for each rule that fired. Written by the workflow "fraud".
CREATE EXTERNAL TABLE IF NOT EXISTS dw.fraud_alerts (
  alert_id          STRING        COMMENT 'The same for the same payment, rule and version of the rules on every host: 32 hexadecimal digits',
  rule              STRING        COMMENT 'The rule, of either stage, or MODEL, BLOCK_LIST or REVIEW_LIST',
  severity          STRING        COMMENT 'low, medium, high or critical, as declared',
  explanation       STRING        COMMENT 'The numbers that made it fire',
  transaction_id    STRING        COMMENT 'The payment',
  account_id        STRING        COMMENT 'The account that pays',
  event_time        TIMESTAMP     COMMENT 'When it was made, UTC',
  amount            DECIMAL(18,4) COMMENT 'What is paid, in the currency, null where unknown',
  currency          STRING        COMMENT 'ISO 4217 code of the currency',
  base_amount       DECIMAL(18,4) COMMENT 'The amount in the base currency of the rules, null where unknown or without a rate',
  merchant          STRING        COMMENT 'Who is paid',
  merchant_category STRING        COMMENT 'What the merchant sells',
  channel           STRING        COMMENT 'card_present, online, atm or transfer',
  country           STRING        COMMENT 'Country where it is made, ISO 3166-1 alpha-2',
  score             INT           COMMENT 'Risk of the payment, 0 to 100',
  level             STRING        COMMENT 'low, medium, high or critical, by the score',
  list              STRING        COMMENT 'allow, block or review where such a list decided, else null',
  late_ms           BIGINT        COMMENT 'How much earlier it was made than the latest payment of the account before it, milliseconds, 0 in order',
  is_priced         BOOLEAN       COMMENT 'Whether rules knew the amount in the base currency',
  is_complete       BOOLEAN       COMMENT 'Whether all that windows reached back to was still remembered',
  rule_set          STRING        COMMENT 'Version of the rules',
  kafka_partition   INT           COMMENT 'Partition of the topic',
  kafka_offset      BIGINT        COMMENT 'Offset in the partition'
)
COMMENT 'Alerts of fraud rules, one for each rule and payment'
PARTITIONED BY (dt STRING COMMENT 'Day of event_time, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/dw/fraud_alerts'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'fraud');
