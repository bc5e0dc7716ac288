-- Question: What became of the records of each feed?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, feed, landed, late, replayed, quarantined, raw_rows, curated_rows, duplicates (as mart.ingest_daily)
SELECT
  dt,
  feed,
  landed,
  late,
  replayed,
  quarantined,
  raw_rows,
  curated_rows,
  duplicates
FROM mart.ingest_daily
WHERE dt IN (${days})
ORDER BY dt, feed;
