-- Of the programs that do not call themselves bots those of this day are named here.
SELECT dt, class, events, share_of_events, pages, errors
FROM (
  SELECT
    '2015-05-20' AS dt,
    CASE
      WHEN agent IS NULL THEN 'none'
      WHEN regexp_matches(agent, '(?i)bot|crawl|spider') THEN 'bot'
      WHEN regexp_matches(agent, '(?i)feed|rss|subscribers|readers\)|liferea|simplepie') THEN 'feed_reader'
      WHEN regexp_matches(agent, '(?i)slurp|curl/|wget/|python-|libwww|ruby|java/|http_request|cfnetwork|chef client')
        OR regexp_matches(agent, '(?i)ezooms|siteexplorer|appengine|portscout|facebookexternalhit|embedly|link sleuth')
        OR regexp_matches(agent, '(?i)flipboardproxy|libfetch')
      THEN 'tool'
      ELSE 'browser'
    END AS class,
    count(*) AS events,
    count(*) / sum(count(*)) OVER () AS share_of_events,
    count(DISTINCT regexp_extract(target, '^[^?#]*')) AS pages,
    count(*) FILTER (status >= 400) AS errors
  FROM log_lines
  GROUP BY class
)
WHERE class <> 'browser'
