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
  status < 400 AND method IN ('GET', 'POST')
    AND NOT regexp_matches(
      target,
      '^[^?#]*\.(css|js|mjs|map|png|jpe?g|gif|ico|svg|webp|avif|bmp|woff2?|ttf|otf|eot)([?#]|$)', 'i') AS is_view,
  coalesce(
    happened - lag(happened) OVER (PARTITION BY client ORDER BY happened) > INTERVAL 30 MINUTE,
    true) AS begins
FROM (
  SELECT
    cut.client,
    strptime(cut.time, '%d/%b/%Y:%H:%M:%S +0000') AS happened,
    cut.method,
    cut.target,
    CAST(cut.status AS INTEGER) AS status,
    nullif(cut.agent, '-') AS agent
  FROM (
    SELECT
      regexp_extract(
        line,
        '^([^ ]+) [^\[]*\[([^\]]+)\] "([A-Z]+) ([^ ]+) HTTP/[0-9.]+" ([0-9]{3}) [^ ]+ "(?:[^"\\]|\\.)*" "((?:[^"\\]|\\.)*)',
        ['client', 'time', 'method', 'target', 'status', 'agent']) AS cut
    FROM read_csv(
      'SAMPLES/web-log/apache_logs.gz', columns = {line: 'VARCHAR'}, header = false, auto_detect = false,
      delim = '\x01', quote = '', escape = '')
  )
);

CREATE TABLE log_lines AS
SELECT * FROM log_visits WHERE dt = '2015-05-20';

-- Made from the same data as conf/geography in another format, by no program of ours.
CREATE TABLE client_countries AS
SELECT * FROM read_csv('EXPECTED/client-countries.csv', header = true, all_varchar = true);
