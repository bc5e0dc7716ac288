-- mart.page_daily for some days: what each page did.
-- Variables: days, quoted and separated by commas, such as '2015-05-17','2015-05-18', generation, letters, digits and
-- underscores, unique to the run.
-- Writes mart.page_daily_next_<generation>, beside what readers see. The publish step swaps each day in and drops that
-- table, by hand, it can be looked at first.

-- A repeated run begins anew. Dropping an external table leaves its files, each day's are overwritten below.
DROP TABLE IF EXISTS mart.page_daily_next_${generation};

-- The same columns, in a place of its own.
CREATE EXTERNAL TABLE mart.page_daily_next_${generation} LIKE mart.page_daily
  LOCATION '/millrace/mart/page_daily/_next/${generation}'
  TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');

SET hive.exec.dynamic.partition.mode = nonstrict;

-- One row for each page that was viewed that day. Errors are counted by page too, but a page of errors alone is none.
-- percentile() is exact, and means are quotients of whole sums: the same rows give the same figures in every run.
INSERT OVERWRITE TABLE mart.page_daily_next_${generation} PARTITION (dt)
SELECT
  v.site,
  v.page,
  dw.page_section(v.page) AS section,
  row_number() OVER (PARTITION BY v.dt ORDER BY v.visits DESC, v.site, v.page) AS page_rank,
  v.visits,
  v.users,
  coalesce(s.sessions, 0) AS sessions,
  coalesce(s.entries, 0) AS entries,
  coalesce(s.exits, 0) AS exits,
  v.bot_visits,
  v.visits / sum(v.visits) OVER (PARTITION BY v.dt, v.site) AS share_of_visits,
  v.sum_time / v.known_times AS mean_time_on_page_ms,
  v.percentiles[0] AS p50_time_on_page_ms,
  v.percentiles[1] AS p95_time_on_page_ms,
  v.errors,
  v.bytes,
  v.dt
FROM (
  SELECT
    dt,
    coalesce(site, '') AS site,
    page,
    sum(if(event_type = 'page_view', 1, 0)) AS visits,
    count(DISTINCT if(event_type = 'page_view', visitor, NULL)) AS users,
    sum(if(event_type = 'page_view' AND is_bot, 1, 0)) AS bot_visits,
    sum(time_on_page_ms) AS sum_time,
    count(time_on_page_ms) AS known_times,
    percentile(time_on_page_ms, array(0.5, 0.95)) AS percentiles,
    sum(if(status_code >= 400, 1, 0)) AS errors,
    coalesce(sum(bytes), 0) AS bytes
  FROM dw.activity
  WHERE dt IN (${days})
    AND page IS NOT NULL
  GROUP BY dt, coalesce(site, ''), page
  HAVING sum(if(event_type = 'page_view', 1, 0)) > 0
) v
LEFT JOIN (
  -- A session counts once for each page, however often it viewed it.
  SELECT
    dt,
    site,
    page,
    count(*) AS sessions,
    sum(if(page = entry_page, 1, 0)) AS entries,
    sum(if(page = exit_page, 1, 0)) AS exits
  FROM (
    SELECT DISTINCT dt, site, user_id, session_start, entry_page, exit_page, p.page
    FROM dw.sessions
    LATERAL VIEW explode(path) p AS page
    WHERE dt IN (${days})
  ) viewed
  GROUP BY dt, site, page
) s
  ON s.dt = v.dt AND s.site = v.site AND s.page = v.page;
