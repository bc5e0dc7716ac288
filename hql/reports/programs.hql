-- Question: How much of the traffic are programs, and which kinds?
-- Variables: days ('2015-05-17','2015-05-18')
-- Columns: dt, user_agent_class, events, share_of_events, pages (distinct ones), errors
SELECT
  dt,
  user_agent_class,
  events,
  share_of_events,
  pages,
  errors
FROM (
  SELECT
    dt,
    user_agent_class,
    is_bot,
    events,
    events / sum(events) OVER (PARTITION BY dt) AS share_of_events,
    pages,
    errors
  FROM (
    SELECT
      dt,
      user_agent_class,
      is_bot,
      count(*) AS events,
      count(DISTINCT page) AS pages,
      sum(if(status_code >= 400, 1, 0)) AS errors
    FROM dw.activity
    WHERE dt IN (${days})
    GROUP BY dt, user_agent_class, is_bot
  ) by_class
) shared
WHERE is_bot
ORDER BY dt, events DESC, user_agent_class;
