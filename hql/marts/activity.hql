-- What visitors did on some days: mart.page_daily, section_daily, session_daily, geography_daily, referrer_daily,
-- element_daily, peak_hours and heatmap_daily.
-- Variables: days, quoted and separated by commas, such as '2015-05-17','2015-05-18', generation, letters, digits and
-- underscores, unique to the run.
-- Writes mart.<name>_next_<generation> for each of them, beside what readers see. The publish step swaps each day in
-- and drops those tables, by hand, they can be looked at first.
-- percentile() is exact, and means and shares are quotients of whole sums: the same rows give the same figures in
-- every run.

-- A repeated run begins anew. Dropping an external table leaves its files, each day's are overwritten below.
DROP TABLE IF EXISTS mart.page_daily_next_${generation};
DROP TABLE IF EXISTS mart.section_daily_next_${generation};
DROP TABLE IF EXISTS mart.session_daily_next_${generation};
DROP TABLE IF EXISTS mart.geography_daily_next_${generation};
DROP TABLE IF EXISTS mart.referrer_daily_next_${generation};
DROP TABLE IF EXISTS mart.element_daily_next_${generation};
DROP TABLE IF EXISTS mart.peak_hours_next_${generation};
DROP TABLE IF EXISTS mart.heatmap_daily_next_${generation};

-- The same columns as what readers see, in places of their own.
CREATE EXTERNAL TABLE mart.page_daily_next_${generation} LIKE mart.page_daily
  LOCATION '/millrace/mart/page_daily/_next/${generation}'
  TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');
CREATE EXTERNAL TABLE mart.section_daily_next_${generation} LIKE mart.section_daily
  LOCATION '/millrace/mart/section_daily/_next/${generation}'
  TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');
CREATE EXTERNAL TABLE mart.session_daily_next_${generation} LIKE mart.session_daily
  LOCATION '/millrace/mart/session_daily/_next/${generation}'
  TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');
CREATE EXTERNAL TABLE mart.geography_daily_next_${generation} LIKE mart.geography_daily
  LOCATION '/millrace/mart/geography_daily/_next/${generation}'
  TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');
CREATE EXTERNAL TABLE mart.referrer_daily_next_${generation} LIKE mart.referrer_daily
  LOCATION '/millrace/mart/referrer_daily/_next/${generation}'
  TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');
CREATE EXTERNAL TABLE mart.element_daily_next_${generation} LIKE mart.element_daily
  LOCATION '/millrace/mart/element_daily/_next/${generation}'
  TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');
CREATE EXTERNAL TABLE mart.peak_hours_next_${generation} LIKE mart.peak_hours
  LOCATION '/millrace/mart/peak_hours/_next/${generation}'
  TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');
CREATE EXTERNAL TABLE mart.heatmap_daily_next_${generation} LIKE mart.heatmap_daily
  LOCATION '/millrace/mart/heatmap_daily/_next/${generation}'
  TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');

SET hive.exec.dynamic.partition.mode = nonstrict;

-- mart.page_daily: one row for each page that was viewed that day. Errors are counted by page too, but a page of errors
-- alone is none.
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

-- mart.section_daily: one row for each section of a site with a page that was viewed that day.
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
    page_section AS section,
    count(DISTINCT if(event_type = 'page_view', page, NULL)) AS pages,
    sum(if(event_type = 'page_view', 1, 0)) AS visits,
    count(DISTINCT if(event_type = 'page_view', visitor, NULL)) AS users,
    sum(if(event_type = 'page_view' AND is_bot, 1, 0)) AS bot_visits,
    sum(if(status_code >= 400, 1, 0)) AS errors,
    coalesce(sum(bytes), 0) AS bytes
  FROM dw.activity
  WHERE dt IN (${days})
    AND page IS NOT NULL
  GROUP BY dt, coalesce(site, ''), page_section
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

-- mart.session_daily: one row for each site on which a session began that day.
INSERT OVERWRITE TABLE mart.session_daily_next_${generation} PARTITION (dt)
SELECT
  site,
  sessions,
  users,
  open_sessions,
  bounces,
  bounces / sessions AS bounce_rate,
  page_views,
  page_views / sessions AS pages_per_session,
  events,
  events / sessions AS events_per_session,
  seconds / sessions AS mean_duration_seconds,
  percentiles[0] AS median_duration_seconds,
  percentiles[1] AS p95_duration_seconds,
  longest AS longest_duration_seconds,
  dt
FROM (
  SELECT
    dt,
    site,
    count(*) AS sessions,
    count(DISTINCT user_id) AS users,
    sum(if(is_open, 1, 0)) AS open_sessions,
    sum(if(is_bounce, 1, 0)) AS bounces,
    sum(pages) AS page_views,
    sum(events) AS events,
    sum(duration_seconds) AS seconds,
    percentile(duration_seconds, array(0.5, 0.95)) AS percentiles,
    max(duration_seconds) AS longest
  FROM dw.sessions
  WHERE dt IN (${days})
  GROUP BY dt, site
) by_site;

-- mart.geography_daily: one row for each place with an event, and one for each country with an order, which is placed
-- no closer than that. A visitor's events of a place are added up first, so that his sessions are joined once.
INSERT OVERWRITE TABLE mart.geography_daily_next_${generation} PARTITION (dt)
SELECT
  country,
  region,
  city,
  sum(users) AS users,
  sum(sessions) AS sessions,
  sum(events) AS events,
  sum(page_views) AS page_views,
  sum(orders) AS orders,
  CAST(sum(revenue) AS DECIMAL(18,4)) AS revenue,
  dt
FROM (
  SELECT
    v.dt,
    v.country,
    v.region,
    v.city,
    count(DISTINCT v.visitor) AS users,
    coalesce(sum(s.sessions), 0) AS sessions,
    sum(v.events) AS events,
    sum(v.page_views) AS page_views,
    CAST(0 AS BIGINT) AS orders,
    CAST(0 AS DECIMAL(28,4)) AS revenue
  FROM (
    SELECT
      dt,
      coalesce(site, '') AS site,
      visitor,
      coalesce(country, '(unknown)') AS country,
      coalesce(region, '(unknown)') AS region,
      coalesce(city, '(unknown)') AS city,
      count(*) AS events,
      sum(if(event_type = 'page_view', 1, 0)) AS page_views
    FROM dw.activity
    WHERE dt IN (${days})
    GROUP BY
      dt,
      coalesce(site, ''),
      visitor,
      coalesce(country, '(unknown)'),
      coalesce(region, '(unknown)'),
      coalesce(city, '(unknown)')
  ) v
  LEFT JOIN (
    SELECT dt, site, user_id, count(*) AS sessions
    FROM dw.sessions
    WHERE dt IN (${days})
    GROUP BY dt, site, user_id
  ) s
    ON s.dt = v.dt AND s.site = v.site AND s.user_id = v.visitor
  GROUP BY v.dt, v.country, v.region, v.city
  UNION ALL
  SELECT
    dt,
    coalesce(country, '(unknown)') AS country,
    '(unknown)' AS region,
    '(unknown)' AS city,
    CAST(0 AS BIGINT) AS users,
    CAST(0 AS BIGINT) AS sessions,
    CAST(0 AS BIGINT) AS events,
    CAST(0 AS BIGINT) AS page_views,
    count(DISTINCT if(is_cancellation, NULL, order_id)) AS orders,
    coalesce(sum(revenue), 0) AS revenue
  FROM dw.orders
  WHERE dt IN (${days})
  GROUP BY dt, coalesce(country, '(unknown)')
) places
GROUP BY dt, country, region, city;

-- mart.referrer_daily: one row for each host that led to a page view.
INSERT OVERWRITE TABLE mart.referrer_daily_next_${generation} PARTITION (dt)
SELECT
  site,
  referrer,
  visits,
  users,
  bot_visits,
  visits / sum(visits) OVER (PARTITION BY dt, site) AS share_of_visits,
  dt
FROM (
  SELECT
    dt,
    site,
    referrer,
    count(*) AS visits,
    count(DISTINCT visitor) AS users,
    sum(if(is_bot, 1, 0)) AS bot_visits
  FROM (
    SELECT
      dt,
      site,
      CASE
        WHEN host = regexp_replace(lower(site), '^www[.]', '') THEN '(internal)'
        WHEN host = '' THEN '(other)'
        ELSE host
      END AS referrer,
      visitor,
      is_bot
    FROM (
      SELECT
        dt,
        coalesce(site, '') AS site,
        if(
          coalesce(referrer, '-') IN ('', '-'),
          '(direct)',
          regexp_replace(regexp_extract(lower(referrer), '^[a-z][a-z0-9+.-]*://([^/?#:]+)', 1), '^www[.]', '')
        ) AS host,
        visitor,
        is_bot
      FROM dw.activity
      WHERE dt IN (${days})
        AND event_type = 'page_view'
    ) hosts
  ) named
  GROUP BY dt, site, referrer
) by_referrer;

-- mart.element_daily: one row for each section of a page that visitors saw or used, and one for each of its elements.
-- Visitors are counted exactly by adding up each visitor's interactions with an element first.
INSERT OVERWRITE TABLE mart.element_daily_next_${generation} PARTITION (dt)
SELECT
  site,
  section,
  coalesce(element, '') AS element,
  interactions,
  views,
  clicks,
  users,
  engaged_users,
  section_users,
  engaged_users / section_users AS engagement_rate,
  dt
FROM (
  SELECT
    dt,
    site,
    section,
    element,
    interactions,
    views,
    clicks,
    users,
    engaged_users,
    max(if(element IS NULL, users, 0)) OVER (PARTITION BY dt, site, section) AS section_users
  FROM (
    SELECT
      dt,
      site,
      section,
      element,
      sum(interactions) AS interactions,
      sum(views) AS views,
      sum(clicks) AS clicks,
      count(DISTINCT visitor) AS users,
      count(DISTINCT if(interactions > views, visitor, NULL)) AS engaged_users
    FROM (
      SELECT
        dt,
        coalesce(site, '') AS site,
        coalesce(section, '') AS section,
        coalesce(element, '') AS element,
        visitor,
        count(*) AS interactions,
        sum(if(event_type = 'section_view', 1, 0)) AS views,
        sum(if(event_type = 'click', 1, 0)) AS clicks
      FROM dw.activity
      WHERE dt IN (${days})
        AND event_type NOT IN ('page_view', 'page_leave', 'error', 'asset', 'probe')
        AND (section IS NOT NULL OR element IS NOT NULL)
      GROUP BY dt, coalesce(site, ''), coalesce(section, ''), coalesce(element, ''), visitor
    ) by_visitor
    GROUP BY dt, site, section, element
    GROUPING SETS ((dt, site, section, element), (dt, site, section))
  ) by_element
) rated
WHERE element IS NULL
  OR element <> '';

-- mart.peak_hours and mart.heatmap_daily, in one reading: one row for each hour of a site, and of a section of a page
-- that visitors saw or used.
FROM (
  SELECT
    dt,
    hour,
    coalesce(site, '') AS site,
    page,
    coalesce(section, '') AS section,
    visitor,
    event_type,
    is_bot,
    event_type NOT IN ('page_view', 'page_leave', 'error', 'asset', 'probe')
      AND (section IS NOT NULL OR element IS NOT NULL) AS is_interaction
  FROM dw.activity
  WHERE dt IN (${days})
) events
INSERT OVERWRITE TABLE mart.peak_hours_next_${generation} PARTITION (dt)
SELECT
  site,
  hour,
  pmod(datediff(dt, '1970-01-05'), 7) + 1 AS weekday,
  count(*) AS events,
  sum(if(event_type = 'page_view', 1, 0)) AS page_views,
  count(DISTINCT visitor) AS users,
  sum(if(is_bot, 1, 0)) AS bot_events,
  dt
GROUP BY dt, site, hour
INSERT OVERWRITE TABLE mart.heatmap_daily_next_${generation} PARTITION (dt)
SELECT
  site,
  page,
  section,
  hour,
  count(*) AS interactions,
  sum(if(event_type = 'section_view', 1, 0)) AS views,
  sum(if(event_type = 'click', 1, 0)) AS clicks,
  count(DISTINCT visitor) AS users,
  dt
WHERE page IS NOT NULL
  AND is_interaction
GROUP BY dt, site, page, section, hour;
