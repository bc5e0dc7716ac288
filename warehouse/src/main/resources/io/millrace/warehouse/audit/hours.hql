-- What a reader counts of each feed by hour: landed rows, the different records among them, curated rows, and how many
-- records are in both tables. Grouped by id first: of a record each table says how often it has it.
SELECT feed, dt, hour, sum(landed) AS landed, sum(if(landed > 0, 1L, 0L)) AS records, sum(curated) AS curated,
       sum(if(landed > 0 AND curated > 0, 1L, 0L)) AS matched
FROM (
  SELECT feed, dt, hour, id, sum(landed) AS landed, sum(curated) AS curated
  FROM (
    ${rows}
  ) every_row
  GROUP BY feed, dt, hour, id
) every_record
GROUP BY feed, dt, hour
