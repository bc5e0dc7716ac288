-- Sessions as dw.sessions has them, by window functions.
CREATE TABLE plain_hive.sessions STORED AS ORC AS
SELECT
  date_format(min(event_time), 'yyyy-MM-dd') AS dt,
  site, visitor, number,
  min(event_time) AS session_start,
  max(event_time) AS session_end,
  count(*) AS events,
  sum(IF(event_type = 'page_view', 1, 0)) AS pages,
  sort_array(collect_list(IF(event_type = 'page_view', named_struct('at', event_time, 'page', page), NULL))) AS path
FROM (
  SELECT
    *,
    sum(begins) OVER (PARTITION BY site, visitor ORDER BY event_time, event_id ROWS UNBOUNDED PRECEDING) AS number
  FROM (
    SELECT
      event_id, event_time, event_type, site, visitor, page,
      IF(event_time
        <= lag(event_time) OVER (PARTITION BY site, visitor ORDER BY event_time, event_id) + INTERVAL '30' MINUTE,
        0, 1) AS begins
    FROM dw.activity
    WHERE dt IN (DAYS)
  ) marked
) numbered
GROUP BY site, visitor, number;
