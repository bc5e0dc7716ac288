-- What the payments of a day say of each account. dw.account_features is made of it.
CREATE EXTERNAL TABLE IF NOT EXISTS dw.account_days (
  account_id     STRING        COMMENT 'The account that pays',
  payments       BIGINT        COMMENT 'Payments, approved or not',
  refused        BIGINT        COMMENT 'Payments that the bank refused',
  amounts        BIGINT        COMMENT 'Payments whose amount is known',
  amount         DECIMAL(28,4) COMMENT 'Sum of the amounts, whatever their currency, 0 where none is known',
  amount_squares DECIMAL(38,8) COMMENT 'Sum of the squares of the amounts',
  merchants      ARRAY<BIGINT> COMMENT 'The different merchants, each by its xxHash64',
  countries      ARRAY<BIGINT> COMMENT 'The different countries, each by its xxHash64',
  devices        ARRAY<BIGINT> COMMENT 'The different devices, each by its xxHash64',
  first_payment  TIMESTAMP     COMMENT 'Time of the first payment of the day, UTC',
  last_payment   TIMESTAMP     COMMENT 'Time of the last payment of the day, UTC'
)
COMMENT 'Accounts by day, those that paid on it'
PARTITIONED BY (dt STRING COMMENT 'Day of the payments, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/dw/account_days'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'fraud');
