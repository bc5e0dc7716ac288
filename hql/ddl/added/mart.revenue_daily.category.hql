-- Revenue tells categories, payment methods, classes of customers and discounts apart. Only for a table that was made
-- without them. CASCADE, since a day that is computed again keeps its partition, and with it the partition's columns.
ALTER TABLE mart.revenue_daily ADD COLUMNS (
  category       STRING        COMMENT 'product_category, (unknown) where none is given',
  payment_method STRING        COMMENT 'payment_method, (unknown) where none is given',
  customer_class STRING        COMMENT 'premium or standard as is_premium_customer says, (unknown) where it is null',
  discount       DECIMAL(18,4) COMMENT 'Sum of discount over the lines that are no cancellations, lines without one as 0',
  final_amount   DECIMAL(18,4) COMMENT 'Sum of final_amount, what is to be paid as the producer says, over the lines that are no cancellations, lines without one as 0'
) CASCADE;
