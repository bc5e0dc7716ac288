-- Cohorts as mart.retention has them.
CREATE TABLE plain_hive.retention STORED AS ORC AS
WITH weeks AS (
  SELECT DISTINCT site, visitor, date_sub(next_day(dt, 'MO'), 7) AS week
  FROM plain_hive.sessions
),
cohorts AS (
  SELECT site, visitor, min(week) AS cohort
  FROM weeks
  GROUP BY site, visitor
)
SELECT w.site, c.cohort, w.week, count(*) AS users
FROM weeks w
JOIN cohorts c ON c.site = w.site AND c.visitor = w.visitor
GROUP BY w.site, c.cohort, w.week;
