-- Question: How far do sessions get on the way from a product to its purchase, by country?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: country (of the visitor: the first by name that his events of the day name), sessions, saw_product,
--   filled_cart, checked_out, bought, conversion (bought / saw_product)
-- A session takes a step when it views the step's page after that of the step before, with any pages between.
SELECT
  country,
  count(*) AS sessions,
  sum(if(steps RLIKE '(?s)</product/', 1, 0)) AS saw_product,
  sum(if(steps RLIKE '(?s)</product/.*</cart>', 1, 0)) AS filled_cart,
  sum(if(steps RLIKE '(?s)</product/.*</cart>.*</checkout>', 1, 0)) AS checked_out,
  sum(if(steps RLIKE '(?s)</product/.*</cart>.*</checkout>.*</confirmation>', 1, 0)) AS bought,
  sum(if(steps RLIKE '(?s)</product/.*</cart>.*</checkout>.*</confirmation>', 1, 0))
    / sum(if(steps RLIKE '(?s)</product/', 1, 0)) AS conversion
FROM (
  SELECT
    coalesce(v.country, '(unknown)') AS country,
    concat('<', concat_ws('><', s.path), '>') AS steps
  FROM dw.sessions s
  LEFT JOIN (
    SELECT dt, coalesce(site, '') AS site, visitor, min(country) AS country
    FROM dw.activity
    WHERE dt IN (${days})
    GROUP BY dt, coalesce(site, ''), visitor
  ) v
    ON v.dt = s.dt AND v.site = s.site AND v.visitor = s.user_id
  WHERE s.dt IN (${days})
) walks
GROUP BY country
ORDER BY sessions DESC, country;
