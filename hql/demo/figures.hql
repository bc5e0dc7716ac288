-- The demo's main figures. What is curated holds each record once, however often the samples were replayed.

-- Records that landed in raw, every delivery counted, and how many different visitors are in them.
SELECT count(*) AS raw_activity_records, count(DISTINCT user_id) AS distinct_clients
FROM raw.activity;

-- Order lines that landed, by day, every delivery counted.
SELECT dt, count(*) AS raw_order_lines, count(DISTINCT invoice_id) AS invoices
FROM raw.orders
GROUP BY dt
ORDER BY dt;

-- Sessions by day.
SELECT dt, count(*) AS sessions, sum(pages) AS page_views, round(avg(duration_seconds)) AS mean_seconds,
       sum(IF(is_bounce, 1, 0)) AS bounces
FROM dw.sessions
GROUP BY dt
ORDER BY dt;

-- The most visited pages of all days together.
SELECT page, section, sum(visits) AS page_visits, sum(bot_visits) AS by_bots
FROM mart.page_daily
GROUP BY page, section
ORDER BY page_visits DESC, page
LIMIT 5;

-- Revenue by day, and the part of the United Kingdom in it.
SELECT dt, sum(orders) AS orders, sum(order_lines) AS order_lines, sum(revenue) AS revenue,
       sum(IF(country = 'United Kingdom', revenue, 0)) AS revenue_united_kingdom
FROM mart.revenue_daily
GROUP BY dt
ORDER BY dt;
