-- Curated order lines: one row a line. A partition's folder holds its generations, the metastore names the current one.
CREATE EXTERNAL TABLE IF NOT EXISTS dw.orders (
  customer_id            STRING        COMMENT 'Customer',
  transaction_id         STRING        COMMENT 'Transaction, several lines share one',
  transaction_date       TIMESTAMP     COMMENT 'When it was ordered, UTC',
  first_name             STRING        COMMENT 'First name of the customer',
  last_name              STRING        COMMENT 'Last name of the customer',
  email                  STRING        COMMENT 'E-mail address of the customer',
  phone                  STRING        COMMENT 'Telephone number of the customer',
  age                    INT           COMMENT 'Age of the customer, years',
  gender                 STRING        COMMENT 'Gender of the customer',
  city                   STRING        COMMENT 'City of the customer',
  state                  STRING        COMMENT 'State of the customer',
  zip_code               STRING        COMMENT 'Postal code of the customer',
  product_category       STRING        COMMENT 'Category of the product',
  quantity               INT           COMMENT 'Units, negative for what comes back',
  unit_price             DECIMAL(18,4) COMMENT 'Price of one unit',
  total_amount           DECIMAL(18,4) COMMENT 'Amount before discount, as the producer says',
  discount               DECIMAL(18,4) COMMENT 'Discount, as the producer says',
  final_amount           DECIMAL(18,4) COMMENT 'Amount after discount, as the producer says',
  payment_method         STRING        COMMENT 'How it was paid',
  is_premium_customer    BOOLEAN       COMMENT 'Whether the customer is a premium one',
  customer_since         DATE          COMMENT 'Day the customer joined',
  loyalty_points         INT           COMMENT 'Loyalty points of the customer',
  record_id              STRING        COMMENT 'Id of the order line, unique within its hour',
  invoice_id             STRING        COMMENT 'Invoice, one that begins with C cancels',
  sku                    STRING        COMMENT 'Article number',
  description            STRING        COMMENT 'Article name',
  country                STRING        COMMENT 'Country of the customer',
  batch_number           BIGINT        COMMENT 'Batch of the producer',
  batch_position         BIGINT        COMMENT 'Position in that batch',
  producer_timestamp     TIMESTAMP     COMMENT 'When the producer sent the line, UTC',
  producer_timestamp_str STRING        COMMENT 'The same as text',
  kafka_partition        INT           COMMENT 'Partition of the topic',
  kafka_offset           BIGINT        COMMENT 'Offset in the partition',
  kafka_time             TIMESTAMP     COMMENT 'When the broker appended it, UTC',
  hour                   STRING        COMMENT 'Hour of transaction_date, 00 to 23, UTC',
  order_id               STRING        COMMENT 'What orders are counted by: invoice_id, or transaction_id where there is none',
  revenue                DECIMAL(18,4) COMMENT 'quantity times unit_price, exactly, before any discount, negative for what comes back, null when either is unknown',
  is_cancellation        BOOLEAN       COMMENT 'Whether it cancels: the invoice begins with C or, where there is no invoice, the quantity is negative'
)
COMMENT 'Order lines without duplicates'
PARTITIONED BY (dt STRING COMMENT 'Day of transaction_date, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/dw/orders'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');
