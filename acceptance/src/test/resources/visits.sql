-- Programs are who says so, or who names nothing.
CREATE MACRO is_program(agent) AS
  coalesce(regexp_matches(agent, '(?i)^-?$|bot|crawl|spider|feed|rss|curl/|wget/|python-|java/'), true);

-- A session ends when its visitor does nothing on the site for more than 30 minutes. It is
-- open while an event within 30 minutes of its last could lie in an hour behind all that have events.
CREATE TABLE visits AS
SELECT
  *,
  strftime(min(happened) OVER (PARTITION BY site, user_id, number), '%Y-%m-%d') AS session_dt
FROM (
  SELECT
    *,
    sum(CASE WHEN happened - before <= INTERVAL 30 MINUTE THEN 0 ELSE 1 END)
      OVER (PARTITION BY site, user_id ORDER BY happened, event_id ROWS UNBOUNDED PRECEDING) AS number
  FROM (
    SELECT *, lag(happened) OVER (PARTITION BY site, user_id ORDER BY happened, event_id) AS before
    FROM events
  )
);

CREATE TABLE sessions AS
SELECT
  session_dt AS dt,
  site,
  user_id,
  min(happened) AS session_start,
  max(happened) AS session_end,
  count(*) AS events,
  count(*) FILTER (event_type = 'page_view') AS pages,
  date_diff('microsecond', min(happened), max(happened)) // 1000000 AS seconds,
  count(*) FILTER (event_type = 'page_view' AND page = '/confirmation') > 0 AS converted,
  max(happened) + INTERVAL 30 MINUTE >= (SELECT date_trunc('hour', max(happened)) + INTERVAL 1 HOUR FROM events) AS is_open,
  coalesce(list(page ORDER BY happened) FILTER (event_type = 'page_view'), []) AS path
FROM visits
GROUP BY session_dt, site, user_id, number;
