WITH steps AS (
  SELECT
    s.dt, s.site, s.user_id, path,
    list_position(list_transform(path, x -> x LIKE '/product/%'), true) AS product
  FROM sessions s
),
carts AS (
  SELECT *, CASE WHEN product IS NOT NULL THEN product + list_position(path[product + 1:], '/cart') END AS cart
  FROM (SELECT * REPLACE (nullif(product, 0) AS product) FROM steps)
),
checkouts AS (
  SELECT *, CASE WHEN cart > product THEN cart + list_position(path[cart + 1:], '/checkout') END AS checkout
  FROM carts
),
ends AS (
  SELECT *, CASE WHEN checkout > cart THEN checkout + list_position(path[checkout + 1:], '/confirmation') END AS bought
  FROM checkouts
),
countries AS (
  SELECT dt, site, user_id, min(country) AS country FROM events GROUP BY dt, site, user_id
)
SELECT
  country,
  count(*) AS sessions,
  count(*) FILTER (product > 0) AS saw_product,
  count(*) FILTER (cart > product) AS filled_cart,
  count(*) FILTER (checkout > cart) AS checked_out,
  count(*) FILTER (bought > checkout) AS ended,
  CASE WHEN saw_product > 0 THEN ended / saw_product END AS conversion
FROM ends
JOIN countries USING (dt, site, user_id)
GROUP BY country
