-- Weeks begin on Monday, the second of the days.
WITH weeks AS (
  SELECT site, user_id, date_trunc('week', CAST(dt AS DATE)) AS week
  FROM sessions
  GROUP BY site, user_id, week
),
cohorts AS (
  SELECT site, user_id, min(week) AS cohort
  FROM weeks
  GROUP BY site, user_id
),
sizes AS (
  SELECT site, cohort, count(*) AS cohort_users
  FROM cohorts
  GROUP BY site, cohort
),
returned AS (
  SELECT site, cohort, week, count(*) AS users
  FROM weeks
  JOIN cohorts USING (site, user_id)
  GROUP BY site, cohort, week
)
SELECT
  strftime(w.week, '%Y-%m-%d') AS dt,
  s.site,
  strftime(s.cohort, '%Y-%m-%d') AS cohort_week,
  date_diff('day', s.cohort, w.week) // 7 AS weeks_since,
  cohort_users,
  coalesce(users, 0) AS users,
  coalesce(users, 0) / cohort_users AS share
FROM sizes s
JOIN (SELECT DISTINCT week FROM weeks) w ON w.week >= s.cohort
LEFT JOIN returned r ON r.site = s.site AND r.cohort = s.cohort AND r.week = w.week
