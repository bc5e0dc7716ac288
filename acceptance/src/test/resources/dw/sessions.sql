-- Converted are those that saw the confirmation page, as conf/funnels.yaml declares.
SELECT dt, site, user_id, session_start, events, pages, seconds AS duration_seconds, pages = 1 AS is_bounce, converted
FROM sessions
