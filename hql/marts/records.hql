-- What was ordered and paid on some days, and what became of all records: mart.revenue_daily, fraud_daily and
-- ingest_daily.
-- Variables: days, quoted and separated by commas, such as '2010-12-01','2010-12-02', generation, letters, digits and
-- underscores, unique to the run.
-- Writes mart.<name>_next_<generation> for each of them, beside what readers see. The publish step swaps each day in
-- and drops those tables, by hand, they can be looked at first.
-- percentile() is exact, and means and shares are quotients of whole sums: the same rows give the same figures in
-- every run.

-- A repeated run begins anew. Dropping an external table leaves its files, each day's are overwritten below.
DROP TABLE IF EXISTS mart.revenue_daily_next_${generation};
DROP TABLE IF EXISTS mart.fraud_daily_next_${generation};
DROP TABLE IF EXISTS mart.ingest_daily_next_${generation};

-- The same columns as what readers see, in places of their own.
CREATE EXTERNAL TABLE mart.revenue_daily_next_${generation} LIKE mart.revenue_daily
  LOCATION '/millrace/mart/revenue_daily/_next/${generation}'
  TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');
CREATE EXTERNAL TABLE mart.fraud_daily_next_${generation} LIKE mart.fraud_daily
  LOCATION '/millrace/mart/fraud_daily/_next/${generation}'
  TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');
CREATE EXTERNAL TABLE mart.ingest_daily_next_${generation} LIKE mart.ingest_daily
  LOCATION '/millrace/mart/ingest_daily/_next/${generation}'
  TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');

SET hive.exec.dynamic.partition.mode = nonstrict;

-- mart.revenue_daily: one row for each country, category, payment method and class of customer with an order line.
-- Cancellations lower the revenue and are counted beside it.
INSERT OVERWRITE TABLE mart.revenue_daily_next_${generation} PARTITION (dt)
SELECT
  country,
  orders,
  order_lines,
  customers,
  units,
  CAST(revenue AS DECIMAL(18,4)) AS revenue,
  CAST(sales AS DECIMAL(18,4)) AS sales,
  CAST(if(orders > 0, sales / orders, NULL) AS DECIMAL(18,4)) AS mean_order_value,
  cancellations,
  cancelled_units,
  CAST(cancelled_revenue AS DECIMAL(18,4)) AS cancelled_revenue,
  category,
  payment_method,
  customer_class,
  CAST(discount AS DECIMAL(18,4)) AS discount,
  CAST(final_amount AS DECIMAL(18,4)) AS final_amount,
  dt
FROM (
  SELECT
    dt,
    country,
    category,
    payment_method,
    customer_class,
    count(DISTINCT if(is_cancellation, NULL, order_id)) AS orders,
    count(*) AS order_lines,
    count(DISTINCT if(is_cancellation, NULL, customer_id)) AS customers,
    coalesce(sum(quantity), 0) AS units,
    coalesce(sum(revenue), 0) AS revenue,
    coalesce(sum(if(is_cancellation, NULL, revenue)), 0) AS sales,
    count(DISTINCT if(is_cancellation, order_id, NULL)) AS cancellations,
    coalesce(sum(if(is_cancellation, quantity, NULL)), 0) AS cancelled_units,
    coalesce(sum(if(is_cancellation, revenue, NULL)), 0) AS cancelled_revenue,
    coalesce(sum(if(is_cancellation, NULL, discount)), 0) AS discount,
    coalesce(sum(if(is_cancellation, NULL, final_amount)), 0) AS final_amount
  FROM (
    SELECT
      dt,
      coalesce(country, '(unknown)') AS country,
      coalesce(product_category, '(unknown)') AS category,
      coalesce(payment_method, '(unknown)') AS payment_method,
      CASE
        WHEN is_premium_customer THEN 'premium'
        WHEN NOT is_premium_customer THEN 'standard'
        ELSE '(unknown)'
      END AS customer_class,
      order_id,
      customer_id,
      is_cancellation,
      CAST(quantity AS BIGINT) AS quantity,
      revenue,
      discount,
      final_amount
    FROM dw.orders
    WHERE dt IN (${days})
  ) lines
  GROUP BY dt, country, category, payment_method, customer_class
) by_kind;

-- mart.fraud_daily: one row for each department, merchant category, channel, status and currency with a payment.
INSERT OVERWRITE TABLE mart.fraud_daily_next_${generation} PARTITION (dt)
SELECT
  department,
  merchant_category,
  channel,
  status,
  currency,
  payments,
  accounts,
  CAST(amount AS DECIMAL(18,4)) AS amount,
  labelled_payments,
  fraud_payments,
  CAST(fraud_amount AS DECIMAL(18,4)) AS fraud_amount,
  fraud_payments / labelled_payments AS fraud_rate,
  dt
FROM (
  SELECT
    dt,
    department,
    merchant_category,
    channel,
    status,
    currency,
    count(*) AS payments,
    count(DISTINCT account_id) AS accounts,
    coalesce(sum(amount), 0) AS amount,
    count(is_fraud) AS labelled_payments,
    sum(if(is_fraud, 1, 0)) AS fraud_payments,
    coalesce(sum(if(is_fraud, amount, NULL)), 0) AS fraud_amount
  FROM (
    SELECT
      dt,
      coalesce(department, '(unknown)') AS department,
      coalesce(merchant_category, '(unknown)') AS merchant_category,
      coalesce(channel, '(unknown)') AS channel,
      coalesce(status, '(unknown)') AS status,
      coalesce(currency, '(unknown)') AS currency,
      account_id,
      amount,
      is_fraud
    FROM dw.transactions
    WHERE dt IN (${days})
  ) made
  GROUP BY dt, department, merchant_category, channel, status, currency
) by_kind;

-- mart.ingest_daily: one row for each feed with a record of the day, or with one that was refused on it. Every feed is
-- in the commit log, of which only segments are read that may have rows of the days. The tables of those that the marts
-- know are counted too.
INSERT OVERWRITE TABLE mart.ingest_daily_next_${generation} PARTITION (dt)
SELECT
  feed,
  sum(landed) AS landed,
  sum(late) AS late,
  sum(replayed) AS replayed,
  sum(quarantined) AS quarantined,
  if(feed IN ('activity', 'orders', 'transactions'), sum(raw_rows), NULL) AS raw_rows,
  if(feed IN ('activity', 'orders', 'transactions'), sum(curated_rows), NULL) AS curated_rows,
  if(feed IN ('activity', 'orders', 'transactions'), sum(raw_rows) - sum(curated_rows), NULL) AS duplicates,
  dt
FROM (
  SELECT
    c.feed,
    h.dt,
    sum(h.landed_rows) AS landed,
    sum(if(h.is_late, h.landed_rows, 0)) AS late,
    sum(if(h.run IS NULL, 0, h.landed_rows)) AS replayed,
    CAST(0 AS BIGINT) AS quarantined,
    CAST(0 AS BIGINT) AS raw_rows,
    CAST(0 AS BIGINT) AS curated_rows
  FROM ops.landing_commits c
  LATERAL VIEW inline(c.hours) h AS run, dt, hour, landed_rows, is_late
  WHERE c.kind = 'batch'
    AND c.last_dt >= least(${days}, '9999-12-31')
    AND h.dt IN (${days})
  GROUP BY c.feed, h.dt
  UNION ALL
  SELECT
    feed,
    dt,
    CAST(0 AS BIGINT) AS landed,
    CAST(0 AS BIGINT) AS late,
    CAST(0 AS BIGINT) AS replayed,
    count(*) AS quarantined,
    CAST(0 AS BIGINT) AS raw_rows,
    CAST(0 AS BIGINT) AS curated_rows
  FROM raw.quarantine
  WHERE dt IN (${days})
  GROUP BY feed, dt
  UNION ALL
  SELECT
    'activity' AS feed,
    dt,
    CAST(0 AS BIGINT) AS landed,
    CAST(0 AS BIGINT) AS late,
    CAST(0 AS BIGINT) AS replayed,
    CAST(0 AS BIGINT) AS quarantined,
    count(*) AS raw_rows,
    CAST(0 AS BIGINT) AS curated_rows
  FROM raw.activity
  WHERE dt IN (${days})
  GROUP BY dt
  UNION ALL
  SELECT
    'activity' AS feed,
    dt,
    CAST(0 AS BIGINT) AS landed,
    CAST(0 AS BIGINT) AS late,
    CAST(0 AS BIGINT) AS replayed,
    CAST(0 AS BIGINT) AS quarantined,
    CAST(0 AS BIGINT) AS raw_rows,
    count(*) AS curated_rows
  FROM dw.activity
  WHERE dt IN (${days})
  GROUP BY dt
  UNION ALL
  SELECT
    'orders' AS feed,
    dt,
    CAST(0 AS BIGINT) AS landed,
    CAST(0 AS BIGINT) AS late,
    CAST(0 AS BIGINT) AS replayed,
    CAST(0 AS BIGINT) AS quarantined,
    count(*) AS raw_rows,
    CAST(0 AS BIGINT) AS curated_rows
  FROM raw.orders
  WHERE dt IN (${days})
  GROUP BY dt
  UNION ALL
  SELECT
    'orders' AS feed,
    dt,
    CAST(0 AS BIGINT) AS landed,
    CAST(0 AS BIGINT) AS late,
    CAST(0 AS BIGINT) AS replayed,
    CAST(0 AS BIGINT) AS quarantined,
    CAST(0 AS BIGINT) AS raw_rows,
    count(*) AS curated_rows
  FROM dw.orders
  WHERE dt IN (${days})
  GROUP BY dt
  UNION ALL
  SELECT
    'transactions' AS feed,
    dt,
    CAST(0 AS BIGINT) AS landed,
    CAST(0 AS BIGINT) AS late,
    CAST(0 AS BIGINT) AS replayed,
    CAST(0 AS BIGINT) AS quarantined,
    count(*) AS raw_rows,
    CAST(0 AS BIGINT) AS curated_rows
  FROM raw.transactions
  WHERE dt IN (${days})
  GROUP BY dt
  UNION ALL
  SELECT
    'transactions' AS feed,
    dt,
    CAST(0 AS BIGINT) AS landed,
    CAST(0 AS BIGINT) AS late,
    CAST(0 AS BIGINT) AS replayed,
    CAST(0 AS BIGINT) AS quarantined,
    CAST(0 AS BIGINT) AS raw_rows,
    count(*) AS curated_rows
  FROM dw.transactions
  WHERE dt IN (${days})
  GROUP BY dt
) counted
GROUP BY feed, dt;
