-- The rows of one feed, landed and curated.
SELECT '${feed}' AS feed, dt, hour, CAST(${id} AS STRING) AS id, 1L AS landed, 0L AS curated FROM raw.${feed}
UNION ALL
SELECT '${feed}' AS feed, dt, hour, CAST(${id} AS STRING) AS id, 0L AS landed, 1L AS curated FROM dw.${feed}
