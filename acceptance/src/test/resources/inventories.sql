-- What the inventories say that came onto the topics, where broken records are beside the good ones and others are late
-- or repeated than in the files. Of the runs that touched an hour the first is 1.
CREATE TABLE inventories AS
SELECT *
FROM read_json(
  'FOLDER/*.topic.json',
  filename = true,
  columns = {
    feed: 'VARCHAR',
    malformed: 'MAP(VARCHAR, BIGINT)',
    delivered: 'STRUCT(hours MAP(VARCHAR, BIGINT))',
    "distinct": 'STRUCT(hours MAP(VARCHAR, BIGINT))'
  }
);

CREATE TABLE deliveries AS
SELECT
  feed, left(hour, 10) AS dt,
  row_number() OVER (PARTITION BY feed, hour ORDER BY filename) AS run,
  delivered[hour] AS delivered,
  distinct_records[hour] AS distinct_records
FROM (
  SELECT
    feed, filename, delivered.hours AS delivered, "distinct".hours AS distinct_records,
    unnest(map_keys(delivered.hours)) AS hour
  FROM inventories
);
