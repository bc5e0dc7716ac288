-- The rows of one feed, landed and curated, of the days that are compared.
SELECT '${feed}' AS feed, dt, hour, CAST(${id} AS STRING) AS id, 1L AS landed, 0L AS curated FROM raw.${feed} ${where}
UNION ALL
SELECT '${feed}' AS feed, dt, hour, CAST(${id} AS STRING) AS id, 0L AS landed, 1L AS curated FROM dw.${feed} ${where}
