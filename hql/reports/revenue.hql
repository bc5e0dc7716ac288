-- Revenue by country of some days, from the mart.
SELECT
  dt,
  country,
  orders,
  order_lines,
  customers,
  units,
  revenue,
  sales,
  mean_order_value,
  cancellations,
  cancelled_units,
  cancelled_revenue
FROM mart.revenue_daily
WHERE dt IN (${days});
