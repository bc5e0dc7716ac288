-- What curation adds to the columns of dw.activity, for hours that dw.activity_now reads from raw: the same values.
-- The view is made from the feed's declaration and these lines, of which there is one for each of hql/dw/activity.hql.
-- Masked views hide a column that is computed from a personal field, unless its line says that it tells of nobody: it
-- has few values, of which each is of many people.
SELECT
  COALESCE(user_id, session_id)                                             AS visitor,
  dw.page_section(page)                                                     AS page_section,
  dw.user_agent_class(user_agent)                                           AS user_agent_class, -- tells of nobody
  dw.device_class(user_agent)                                               AS device,           -- tells of nobody
  dw.user_agent_class(user_agent) IN ('bot', 'feed_reader', 'tool', 'none') AS is_bot            -- tells of nobody
FROM raw.activity;
