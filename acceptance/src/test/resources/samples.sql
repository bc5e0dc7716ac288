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

CREATE TABLE log_lines AS
SELECT cut.target, CAST(cut.status AS INTEGER) AS status, nullif(cut.agent, '-') AS agent
FROM (
  SELECT
    regexp_extract(
      line,
      '"[A-Z]+ ([^ ]+) HTTP/[0-9.]+" ([0-9]{3}) [^ ]+ "(?:[^"\\]|\\.)*" "((?:[^"\\]|\\.)*)',
      ['target', 'status', 'agent']) AS cut
  FROM read_csv(
    'SAMPLES/web-log/apache_logs.gz', columns = {line: 'VARCHAR'}, header = false, auto_detect = false,
    delim = '\x01', quote = '', escape = '')
  WHERE line LIKE '%[20/May/2015:%'
);
