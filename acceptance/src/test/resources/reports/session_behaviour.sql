SELECT
  dt, site, count(*), count(DISTINCT user_id), count(*) FILTER (pages = 1) / count(*), sum(pages) / count(*),
  sum(events) / count(*), avg(seconds), quantile_cont(seconds, 0.5), quantile_cont(seconds, 0.95)
FROM sessions
GROUP BY dt, site
