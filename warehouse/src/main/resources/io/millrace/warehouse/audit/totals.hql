-- By day that is compared, what marts add up to, and what the tables that they are made from hold; by hour as well where rows
-- are of one, else hour is empty. All are whole numbers. Added up once for all of them, since each sum by itself would cost a
-- step of its own.
SELECT total, dt, hour, sum(amount) AS amount
FROM (
  SELECT 'mart.page_daily' AS total, dt, '' AS hour, visits AS amount FROM mart.page_daily
  UNION ALL
  SELECT 'mart.section_daily' AS total, dt, '' AS hour, visits AS amount FROM mart.section_daily
  UNION ALL
  SELECT 'mart.referrer_daily' AS total, dt, '' AS hour, visits AS amount FROM mart.referrer_daily
  UNION ALL
  SELECT 'mart.element_daily' AS total, dt, '' AS hour, if(element = '', interactions, 0L) AS amount FROM mart.element_daily
  UNION ALL
  SELECT 'mart.heatmap_daily' AS total, dt, hour, interactions AS amount FROM mart.heatmap_daily
  UNION ALL
  SELECT 'mart.session_daily' AS total, dt, '' AS hour, sessions AS amount FROM mart.session_daily
  UNION ALL
  SELECT 'mart.navigation_daily' AS total, dt, '' AS hour, if(direction = 'next', transitions, 0L) AS amount
  FROM mart.navigation_daily
  UNION ALL
  SELECT 'mart.geography_daily' AS total, dt, '' AS hour, events AS amount FROM mart.geography_daily
  UNION ALL
  SELECT 'mart.peak_hours' AS total, dt, hour, events AS amount FROM mart.peak_hours
  UNION ALL
  SELECT 'mart.performance_hourly' AS total, dt, hour, requests AS amount FROM mart.performance_hourly
  UNION ALL
  SELECT 'mart.revenue_daily' AS total, dt, '' AS hour, order_lines AS amount FROM mart.revenue_daily
  UNION ALL
  SELECT 'mart.fraud_daily' AS total, dt, '' AS hour, payments AS amount FROM mart.fraud_daily
  UNION ALL
  SELECT concat('mart.ingest_daily of ', feed) AS total, dt, '' AS hour, coalesce(curated_rows, 0L) AS amount
  FROM mart.ingest_daily
  UNION ALL
  SELECT 'page views of dw.activity' AS total, dt, hour,
         if(event_type = 'page_view' AND page IS NOT NULL, 1L, 0L) AS amount
  FROM dw.activity
  UNION ALL
  SELECT 'page views with or without a page of dw.activity' AS total, dt, hour, if(event_type = 'page_view', 1L, 0L) AS amount
  FROM dw.activity
  UNION ALL
  SELECT 'requests of dw.activity' AS total, dt, hour,
         if(status_code IS NOT NULL AND page IS NOT NULL, 1L, 0L) AS amount
  FROM dw.activity
  UNION ALL
  SELECT 'interactions of dw.activity' AS total, dt, hour,
         if(event_type NOT IN ('page_view', 'page_leave', 'error', 'asset', 'probe')
              AND (section IS NOT NULL OR element IS NOT NULL), 1L, 0L) AS amount
  FROM dw.activity
  UNION ALL
  SELECT 'interactions with a page of dw.activity' AS total, dt, hour,
         if(event_type NOT IN ('page_view', 'page_leave', 'error', 'asset', 'probe')
              AND (section IS NOT NULL OR element IS NOT NULL) AND page IS NOT NULL, 1L, 0L) AS amount
  FROM dw.activity
  UNION ALL
  SELECT 'rows of dw.sessions' AS total, dt, '' AS hour, 1L AS amount FROM dw.sessions
  UNION ALL
  SELECT 'pages of paths of dw.sessions' AS total, dt, '' AS hour, if(path IS NULL, 0L, CAST(size(path) AS BIGINT)) AS amount
  FROM dw.sessions
) amounts
${where}
GROUP BY total, dt, hour
