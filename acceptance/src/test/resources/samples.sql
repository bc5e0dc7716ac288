-- The bundled samples: order lines of a real shop, cancellations among them, and a day of a web log in which nothing
-- else is landed.
CREATE TABLE sample_lines AS
SELECT
  *,
  left(InvoiceDate, 10) AS dt,
  substr(InvoiceDate, 12, 2) AS hour,
  InvoiceNo LIKE 'C%' AS cancels,
  CAST(Quantity AS BIGINT) AS pieces,
  CAST(Quantity AS BIGINT) * CAST(UnitPrice AS DECIMAL(18,4)) AS money
FROM read_csv('SAMPLES/orders/*.csv', header = true, all_varchar = true);

CREATE TABLE log_visits AS
SELECT
  *,
  strftime(happened, '%Y-%m-%d') AS dt,
  strftime(happened, '%H') AS hour,
  regexp_extract(target, '^[^?#]*') AS page,
  status < 400 AND method IN ('GET', 'POST')
    AND NOT regexp_matches(
      target,
      '^[^?#]*\.(css|js|mjs|map|png|jpe?g|gif|ico|svg|webp|avif|bmp|woff2?|ttf|otf|eot)([?#]|$)', 'i') AS is_view,
  coalesce(
    happened - lag(happened) OVER (PARTITION BY client ORDER BY happened, number) > INTERVAL 30 MINUTE,
    true) AS begins
FROM (
  SELECT
    number,
    cut.client,
    strptime(cut.time, '%d/%b/%Y:%H:%M:%S +0000') AS happened,
    cut.method,
    cut.target,
    CAST(cut.status AS INTEGER) AS status,
    CAST(nullif(cut.bytes, '-') AS BIGINT) AS bytes,
    nullif(cut.referrer, '-') AS referrer,
    nullif(cut.agent, '-') AS agent
  FROM (
    SELECT
      row_number() OVER () AS number,
      regexp_extract(
        line,
        '^([^ ]+) [^\[]*\[([^\]]+)\] "([A-Z]+) ([^ ]+) HTTP/[0-9.]+" ([0-9]{3}) ([^ ]+) "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)',
        ['client', 'time', 'method', 'target', 'status', 'bytes', 'referrer', 'agent']) AS cut
    FROM read_csv(
      'SAMPLES/web-log/apache_logs.gz', columns = {line: 'VARCHAR'}, header = false, auto_detect = false,
      delim = '\x01', quote = '', escape = '')
  )
);

-- A session's pages in order of viewing: of lines of the same second the earlier in the log comes first.
CREATE TABLE log_sessions AS
SELECT
  strftime(min(happened), '%Y-%m-%d') AS dt,
  coalesce(list(page ORDER BY happened, number) FILTER (is_view), []) AS path
FROM (
  SELECT *, count(*) FILTER (begins) OVER (PARTITION BY client ORDER BY happened, number) AS session
  FROM log_visits
)
GROUP BY client, session;

-- Of the programs that do not call themselves bots those of this day are named here.
CREATE TABLE log_lines AS
SELECT
  *,
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
  class <> 'browser' AS is_bot
FROM log_visits
WHERE dt = '2015-05-20';

-- The first segment of a path: a file, or nothing, in the root is in section /.
CREATE MACRO log_section(page) AS
  CASE
    WHEN regexp_matches(page, '^/+([^/]*\.[A-Za-z0-9]{1,5})?$') THEN '/'
    ELSE regexp_extract(page, '^/+([^/]+)', 1)
  END;

-- Made from the same data as conf/geography in another format, by no program of ours.
CREATE TABLE client_countries AS
SELECT * FROM read_csv('EXPECTED/client-countries.csv', header = true, all_varchar = true);
