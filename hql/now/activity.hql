-- What curation adds to the columns of dw.activity, for hours that dw.activity_now reads from raw: the same values.
-- The view is made from the feed's declaration and these lines, of which there is one for each of hql/dw/activity.hql.
SELECT
  COALESCE(user_id, session_id)                                             AS visitor,
  dw.page_section(page)                                                     AS page_section,
  dw.user_agent_class(user_agent)                                           AS user_agent_class,
  dw.device_class(user_agent)                                               AS device,
  dw.user_agent_class(user_agent) IN ('bot', 'feed_reader', 'tool', 'none') AS is_bot
FROM raw.activity;
