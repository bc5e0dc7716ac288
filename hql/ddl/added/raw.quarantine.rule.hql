-- Quarantine names the rule that does not hold. Only for a table that was made without it. What was refused before reads
-- null.
ALTER TABLE raw.quarantine ADD COLUMNS (
  rule STRING COMMENT 'Quality rule that does not hold, where one is the reason'
) CASCADE;
