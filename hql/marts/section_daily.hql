-- mart.section_daily for some days: what each section of a site did.
-- Variables: days, quoted and separated by commas, such as '2015-05-17','2015-05-18', generation, letters, digits and
-- underscores, unique to the run.
-- Writes mart.section_daily_next_<generation>, beside what readers see. The publish step swaps each day in and drops
-- that table, by hand, it can be looked at first.

-- A repeated run begins anew. Dropping an external table leaves its files, each day's are overwritten below.
DROP TABLE IF EXISTS mart.section_daily_next_${generation};

-- The same columns, in a place of its own.
CREATE EXTERNAL TABLE mart.section_daily_next_${generation} LIKE mart.section_daily
  LOCATION '/millrace/mart/section_daily/_next/${generation}'
  TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');

SET hive.exec.dynamic.partition.mode = nonstrict;

-- One row for each section with a page that was viewed that day. Pages are grouped by the model's own function, called
-- here and not read from the curated column, so that a page that a session viewed falls into the same section.
INSERT OVERWRITE TABLE mart.section_daily_next_${generation} PARTITION (dt)
SELECT
  v.site,
  v.section,
  row_number() OVER (PARTITION BY v.dt ORDER BY v.visits DESC, v.site, v.section) AS section_rank,
  v.pages,
  v.visits,
  v.users,
  coalesce(s.sessions, 0) AS sessions,
  coalesce(s.entries, 0) AS entries,
  v.bot_visits,
  v.visits / sum(v.visits) OVER (PARTITION BY v.dt, v.site) AS share_of_visits,
  v.errors,
  v.bytes,
  v.dt
FROM (
  SELECT
    dt,
    coalesce(site, '') AS site,
    dw.page_section(page) AS section,
    count(DISTINCT if(event_type = 'page_view', page, NULL)) AS pages,
    sum(if(event_type = 'page_view', 1, 0)) AS visits,
    count(DISTINCT if(event_type = 'page_view', visitor, NULL)) AS users,
    sum(if(event_type = 'page_view'
      AND dw.user_agent_class(user_agent) IN ('bot', 'feed_reader', 'tool', 'none'), 1, 0)) AS bot_visits,
    sum(if(status_code >= 400, 1, 0)) AS errors,
    coalesce(sum(bytes), 0) AS bytes
  FROM dw.activity
  WHERE dt IN (${days})
    AND page IS NOT NULL
  GROUP BY dt, coalesce(site, ''), dw.page_section(page)
  HAVING sum(if(event_type = 'page_view', 1, 0)) > 0
) v
LEFT JOIN (
  -- A session counts once for each section, however many of its pages it viewed.
  SELECT
    dt,
    site,
    section,
    count(*) AS sessions,
    sum(if(section = entry_section, 1, 0)) AS entries
  FROM (
    SELECT DISTINCT
      dt,
      site,
      user_id,
      session_start,
      dw.page_section(entry_page) AS entry_section,
      dw.page_section(p.page) AS section
    FROM dw.sessions
    LATERAL VIEW explode(path) p AS page
    WHERE dt IN (${days})
  ) viewed
  GROUP BY dt, site, section
) s
  ON s.dt = v.dt AND s.site = v.site AND s.section = v.section;
