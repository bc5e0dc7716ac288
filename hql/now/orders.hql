-- What curation adds to the columns of dw.orders, for hours that dw.orders_now reads from raw: the same values.
-- The view is made from the feed's declaration and these lines, of which there is one for each of hql/dw/orders.hql.
SELECT
  COALESCE(invoice_id, transaction_id)                                                                     AS order_id,
  CAST(quantity * unit_price AS DECIMAL(18,4))                                                             AS revenue,
  CASE WHEN invoice_id IS NOT NULL THEN UPPER(invoice_id) LIKE 'C%' ELSE COALESCE(quantity < 0, FALSE) END AS is_cancellation
FROM raw.orders;
