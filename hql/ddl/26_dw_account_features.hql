-- Features of accounts as of each day, for models: what is known at the end of the day, and nothing that came later. A
-- payment is joined with those of the day before it.
CREATE EXTERNAL TABLE IF NOT EXISTS dw.account_features (
  account_id        STRING        COMMENT 'The account that pays',
  payments_1d       BIGINT        COMMENT 'Payments on the day, approved or not',
  refused_1d        BIGINT        COMMENT 'Payments on the day that the bank refused',
  amount_1d         DECIMAL(28,4) COMMENT 'Sum of the amounts on the day, whatever their currency, 0 where none is known',
  mean_amount_1d    DOUBLE        COMMENT 'Mean of the amounts on the day, null where none is known',
  stddev_amount_1d  DOUBLE        COMMENT 'Standard deviation of the amounts on the day, of a sample, null for less than two',
  merchants_1d      BIGINT        COMMENT 'Different merchants paid on the day',
  countries_1d      BIGINT        COMMENT 'Different countries in which was paid on the day',
  devices_1d        BIGINT        COMMENT 'Different devices used on the day',
  payments_7d       BIGINT        COMMENT 'Payments on the day and the 6 before, approved or not',
  refused_7d        BIGINT        COMMENT 'Payments on the day and the 6 before that the bank refused',
  amount_7d         DECIMAL(28,4) COMMENT 'Sum of the amounts on the day and the 6 before, whatever their currency, 0 where none is known',
  mean_amount_7d    DOUBLE        COMMENT 'Mean of the amounts on the day and the 6 before, null where none is known',
  stddev_amount_7d  DOUBLE        COMMENT 'Standard deviation of the amounts on the day and the 6 before, of a sample, null for less than two',
  merchants_7d      BIGINT        COMMENT 'Different merchants paid on the day and the 6 before',
  countries_7d      BIGINT        COMMENT 'Different countries in which was paid on the day and the 6 before',
  devices_7d        BIGINT        COMMENT 'Different devices used on the day and the 6 before',
  payments_30d      BIGINT        COMMENT 'Payments on the day and the 29 before, approved or not',
  refused_30d       BIGINT        COMMENT 'Payments on the day and the 29 before that the bank refused',
  amount_30d        DECIMAL(28,4) COMMENT 'Sum of the amounts on the day and the 29 before, whatever their currency, 0 where none is known',
  mean_amount_30d   DOUBLE        COMMENT 'Mean of the amounts on the day and the 29 before, null where none is known',
  stddev_amount_30d DOUBLE        COMMENT 'Standard deviation of the amounts on the day and the 29 before, of a sample, null for less than two',
  merchants_30d     BIGINT        COMMENT 'Different merchants paid on the day and the 29 before',
  countries_30d     BIGINT        COMMENT 'Different countries in which was paid on the day and the 29 before',
  devices_30d       BIGINT        COMMENT 'Different devices used on the day and the 29 before',
  payments_all      BIGINT        COMMENT 'Payments until the end of the day, approved or not',
  refused_all       BIGINT        COMMENT 'Payments until the end of the day that the bank refused',
  amount_all        DECIMAL(28,4) COMMENT 'Sum of the amounts until the end of the day, whatever their currency, 0 where none is known',
  mean_amount_all   DOUBLE        COMMENT 'Mean of the amounts until the end of the day, null where none is known',
  stddev_amount_all DOUBLE        COMMENT 'Standard deviation of the amounts until the end of the day, of a sample, null for less than two',
  merchants_all     BIGINT        COMMENT 'Different merchants paid until the end of the day',
  countries_all     BIGINT        COMMENT 'Different countries in which was paid until the end of the day',
  devices_all       BIGINT        COMMENT 'Different devices used until the end of the day',
  first_payment     TIMESTAMP     COMMENT 'Time of the first payment ever, UTC',
  last_payment      TIMESTAMP     COMMENT 'Time of the last payment until the end of the day, UTC',
  days_since_first  INT           COMMENT 'Days from that of the first payment to this one, 0 on the same',
  days_since_last   INT           COMMENT 'Days from that of the last payment to this one, 0 on the same'
)
COMMENT 'Accounts as of the end of a day, each that has paid until then'
PARTITIONED BY (dt STRING COMMENT 'The day at whose end this is known, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/dw/account_features'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'fraud');
