-- The funnel "purchase" of conf/funnels.yaml as mart.funnel_daily has it for all visitors, by self-joins.
CREATE TABLE plain_hive.funnel STORED AS ORC AS
WITH views AS (
  SELECT dt, site, visitor, event_time, page
  FROM dw.activity
  WHERE dt IN (DAYS) AND event_type = 'page_view'
),
products AS (
  SELECT dt, site, visitor, event_time AS product, event_time + INTERVAL '24' HOUR AS latest
  FROM views
  WHERE page LIKE '/product/%'
),
carts AS (
  SELECT
    p.dt, p.site, p.visitor, p.product, p.latest,
    min(IF(v.event_time > p.product AND v.event_time <= p.latest, v.event_time, NULL)) AS cart
  FROM products p
  LEFT JOIN (SELECT * FROM views WHERE page = '/cart') v ON v.site = p.site AND v.visitor = p.visitor
  GROUP BY p.dt, p.site, p.visitor, p.product, p.latest
),
checkouts AS (
  SELECT
    p.dt, p.site, p.visitor, p.product, p.latest, p.cart,
    min(IF(v.event_time > p.cart AND v.event_time <= p.latest, v.event_time, NULL)) AS checkout
  FROM carts p
  LEFT JOIN (SELECT * FROM views WHERE page = '/checkout') v ON v.site = p.site AND v.visitor = p.visitor
  GROUP BY p.dt, p.site, p.visitor, p.product, p.latest, p.cart
),
purchases AS (
  SELECT
    p.dt, p.site, p.visitor, p.product, p.cart, p.checkout,
    min(IF(v.event_time > p.checkout AND v.event_time <= p.latest, v.event_time, NULL)) AS bought
  FROM checkouts p
  LEFT JOIN (SELECT * FROM views WHERE page = '/confirmation') v ON v.site = p.site AND v.visitor = p.visitor
  GROUP BY p.dt, p.site, p.visitor, p.product, p.cart, p.checkout
),
best AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY dt, site, visitor
      ORDER BY IF(bought IS NULL, 1, 0), IF(checkout IS NULL, 1, 0), IF(cart IS NULL, 1, 0), product DESC) AS place
  FROM purchases
)
SELECT dt, site, count(*) AS entered, count(cart) AS carts, count(checkout) AS checkouts, count(bought) AS bought
FROM best
WHERE place = 1
GROUP BY dt, site;
