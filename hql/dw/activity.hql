-- What curation adds to the columns of dw.activity, after the feed's fields and where each record came from.
-- The table itself is made from the feed's declaration, which reads these lines. To add a column, add a line.
ALTER TABLE dw.activity ADD COLUMNS (
  visitor          STRING  COMMENT 'Who sessions are counted for: user_id, or session_id where there is none',
  page_section     STRING  COMMENT 'First segment of the page, / for what lies in the root, as dw.page_section(page)',
  user_agent_class STRING  COMMENT 'bot, feed_reader, tool, a browser, other or none, as dw.user_agent_class(user_agent)',
  device           STRING  COMMENT 'desktop, mobile, tablet, other, or none for programs',
  is_bot           BOOLEAN COMMENT 'Whether a program and not a person is likely behind it: bot, feed_reader, tool or none'
);
