-- What the orders of a day say of each customer. dw.customers is made of it.
CREATE EXTERNAL TABLE IF NOT EXISTS dw.customer_days (
  customer_id         STRING    COMMENT 'The customer',
  seen_first          TIMESTAMP COMMENT 'Time of the first order line of the day that says so, until others say something else, UTC',
  seen_last           TIMESTAMP COMMENT 'Time of the last of them, UTC',
  first_name          STRING    COMMENT 'First name',
  last_name           STRING    COMMENT 'Last name',
  email               STRING    COMMENT 'E-mail address',
  phone               STRING    COMMENT 'Telephone number',
  age                 INT       COMMENT 'Age in years',
  gender              STRING    COMMENT 'Gender',
  city                STRING    COMMENT 'City of the address',
  state               STRING    COMMENT 'State or province of the address',
  zip_code            STRING    COMMENT 'Postal code of the address',
  country             STRING    COMMENT 'Country',
  is_premium_customer BOOLEAN   COMMENT 'Whether a premium customer',
  customer_since      DATE      COMMENT 'The day the customer became one',
  said                STRING    COMMENT 'SHA-256 of all that is said, by which states are told apart'
)
COMMENT 'Customers by day, once for each state in which the orders of the day show them'
PARTITIONED BY (dt STRING COMMENT 'Day of the orders, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/dw/customer_days'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
