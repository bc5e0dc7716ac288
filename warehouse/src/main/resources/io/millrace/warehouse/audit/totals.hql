-- By day that is compared, what marts add up to, and what the tables that they are made from hold. All are whole numbers. Added up once
-- for all of them, since each sum by itself would cost a step of its own.
SELECT total, dt, sum(amount) AS amount
FROM (
  SELECT 'mart.page_daily' AS total, dt, visits AS amount FROM mart.page_daily
  UNION ALL
  SELECT 'mart.section_daily' AS total, dt, visits AS amount FROM mart.section_daily
  UNION ALL
  SELECT 'mart.session_daily' AS total, dt, sessions AS amount FROM mart.session_daily
  UNION ALL
  SELECT 'mart.geography_daily' AS total, dt, events AS amount FROM mart.geography_daily
  UNION ALL
  SELECT 'mart.peak_hours' AS total, dt, events AS amount FROM mart.peak_hours
  UNION ALL
  SELECT 'mart.performance_hourly' AS total, dt, requests AS amount FROM mart.performance_hourly
  UNION ALL
  SELECT 'mart.revenue_daily' AS total, dt, order_lines AS amount FROM mart.revenue_daily
  UNION ALL
  SELECT 'mart.fraud_daily' AS total, dt, payments AS amount FROM mart.fraud_daily
  UNION ALL
  SELECT 'page views of dw.activity' AS total, dt, if(event_type = 'page_view' AND page IS NOT NULL, 1L, 0L) AS amount
  FROM dw.activity
  UNION ALL
  SELECT 'requests of dw.activity' AS total, dt, if(status_code IS NOT NULL AND page IS NOT NULL, 1L, 0L) AS amount
  FROM dw.activity
  UNION ALL
  SELECT 'rows of dw.sessions' AS total, dt, 1L AS amount FROM dw.sessions
) amounts
${where}
GROUP BY total, dt
