-- What became of the records of each feed: the commit log of landing, raw and dw. Written by marts/ingest.hql.
CREATE EXTERNAL TABLE IF NOT EXISTS mart.ingest_daily (
  feed         STRING COMMENT 'Feed',
  landed       BIGINT COMMENT 'Records of that day (event time) that landed, by the commit log',
  late         BIGINT COMMENT 'Of them those that landed in an hour that was closed already',
  replayed     BIGINT COMMENT 'Of them those of replays and generated histories',
  quarantined  BIGINT COMMENT 'Records that were refused and reached Kafka on that day (kafka_time, as those refused may have no event time)',
  raw_rows     BIGINT COMMENT 'Rows of the day in raw.<feed>, null for other feeds than activity, orders and transactions',
  curated_rows BIGINT COMMENT 'Rows of the day in dw.<feed>, null for other feeds than these',
  duplicates   BIGINT COMMENT 'raw_rows - curated_rows: what curation removed, and what has landed since, null for other feeds than these'
)
COMMENT 'Records by feed and day: a row for each feed with a record that landed or was refused'
PARTITIONED BY (dt STRING COMMENT 'Day, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/mart/ingest_daily'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
