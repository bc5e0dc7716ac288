SELECT
  dt, 'semicomplete.com' AS site,
  CASE
    WHEN referrer IS NULL THEN '(direct)'
    WHEN split_part(referrer, '/', 3) IN ('semicomplete.com', 'www.semicomplete.com') THEN '(internal)'
    ELSE regexp_replace(split_part(referrer, '/', 3), '^www\.', '')
  END AS host,
  count(*) AS visits,
  count(DISTINCT client) AS users,
  count(*) FILTER (is_bot) AS bot_visits,
  count(*) / sum(count(*)) OVER (PARTITION BY dt) AS share_of_visits
FROM log_lines
WHERE is_view
GROUP BY dt, host
