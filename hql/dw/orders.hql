-- What curation adds to the columns of dw.orders, after the feed's fields and where each record came from.
-- The table itself is made from the feed's declaration, which reads these lines. To add a column, add a line.
ALTER TABLE dw.orders ADD COLUMNS (
  order_id        STRING        COMMENT 'What orders are counted by: invoice_id, or transaction_id where there is none',
  revenue         DECIMAL(18,4) COMMENT 'quantity times unit_price, exactly, before any discount, negative for what comes back, null when either is unknown',
  is_cancellation BOOLEAN       COMMENT 'Whether it cancels: the invoice begins with C or, where there is no invoice, the quantity is negative'
);
