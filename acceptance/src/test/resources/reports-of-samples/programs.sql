SELECT dt, class, events, share_of_events, pages, errors
FROM (
  SELECT
    dt, class, is_bot,
    count(*) AS events,
    count(*) / sum(count(*)) OVER () AS share_of_events,
    count(DISTINCT page) AS pages,
    count(*) FILTER (status >= 400) AS errors
  FROM log_lines
  GROUP BY dt, class, is_bot
)
WHERE is_bot
