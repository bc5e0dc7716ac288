-- The funnels of conf/funnels.yaml by self-joins. That of the web log has nobody on the generated sites.
WITH views AS (
  SELECT
    dt, session_dt, site, user_id, number, happened, page,
    coalesce(country, '') AS country,
    CASE
      WHEN user_agent LIKE '%iPad%' THEN 'tablet'
      WHEN user_agent LIKE '%Mobile%' THEN 'mobile'
      ELSE 'desktop'
    END AS device
  FROM visits
  WHERE event_type = 'page_view'
),
products AS (
  SELECT dt, site, user_id, country, device, happened AS product, happened + INTERVAL 24 HOUR AS last
  FROM views
  WHERE page LIKE '/product/%'
),
carts AS (
  SELECT p.*, min(v.happened) AS cart
  FROM products p
  LEFT JOIN views v
    ON v.site = p.site AND v.user_id = p.user_id AND v.page = '/cart' AND v.happened > product AND v.happened <= last
  GROUP BY ALL
),
checkouts AS (
  SELECT p.*, min(v.happened) AS checkout
  FROM carts p
  LEFT JOIN views v
    ON v.site = p.site AND v.user_id = p.user_id AND v.page = '/checkout' AND v.happened > cart AND v.happened <= last
  GROUP BY ALL
),
purchases AS (
  SELECT p.*, min(v.happened) AS bought
  FROM checkouts p
  LEFT JOIN views v
    ON v.site = p.site AND v.user_id = p.user_id AND v.page = '/confirmation'
      AND v.happened > checkout AND v.happened <= last
  GROUP BY ALL
),
by_visitors AS (
  SELECT
    dt, site, 'purchase' AS funnel, 'visitor' AS counted,
    ['product', 'cart', 'checkout', 'confirmation'] AS names,
    [product, cart, checkout, bought] AS times,
    [('all', ''), ('country', country), ('device', device)] AS segments
  FROM purchases
  QUALIFY row_number() OVER (
    PARTITION BY dt, site, user_id
    ORDER BY bought IS NOT NULL DESC, checkout IS NOT NULL DESC, cart IS NOT NULL DESC, product DESC) = 1
),
next_views AS (
  SELECT
    *,
    lead(page) OVER walk AS page_2, lead(happened) OVER walk AS happened_2,
    lead(page, 2) OVER walk AS page_3, lead(happened, 2) OVER walk AS happened_3
  FROM views
  WINDOW walk AS (PARTITION BY site, user_id, number ORDER BY happened)
),
straight AS (
  SELECT
    session_dt, site, user_id, number,
    happened AS cart,
    CASE WHEN page_2 = '/checkout' AND happened_2 <= cart + INTERVAL 1 HOUR THEN happened_2 END AS checkout,
    CASE
      WHEN checkout IS NOT NULL AND page_3 = '/confirmation' AND happened_3 <= cart + INTERVAL 1 HOUR THEN happened_3
    END AS bought
  FROM next_views
  WHERE page = '/cart'
),
by_sessions AS (
  SELECT
    session_dt AS dt, site, 'straight_checkout' AS funnel, 'session' AS counted,
    ['cart', 'checkout', 'confirmation'] AS names,
    [cart, checkout, bought] AS times,
    [('all', '')] AS segments
  FROM straight
  QUALIFY row_number() OVER (
    PARTITION BY site, user_id, number
    ORDER BY bought IS NOT NULL DESC, checkout IS NOT NULL DESC, cart DESC) = 1
),
ways AS (
  SELECT *, unnest(segments) AS in_segment
  FROM (SELECT * FROM by_visitors UNION ALL SELECT * FROM by_sessions)
),
steps AS (
  SELECT
    dt, site, funnel, counted, in_segment[1] AS segment, in_segment[2] AS segment_value,
    unnest(generate_series(1, len(names))) AS step, names, times
  FROM ways
)
SELECT
  dt, site, funnel, counted, segment, segment_value, step, names[step] AS step_name,
  count(times[step]) AS entered,
  CASE WHEN step = len(names) THEN entered ELSE count(times[step + 1]) END AS converted,
  entered - converted AS dropped,
  CASE WHEN entered > 0 THEN converted / entered END AS conversion_rate,
  entered / count(*) AS share_of_entries,
  quantile_cont(date_diff('microsecond', times[step], times[step + 1]), 0.5) / 1000000 AS median_seconds
FROM steps
GROUP BY dt, site, funnel, counted, segment, segment_value, step, names
