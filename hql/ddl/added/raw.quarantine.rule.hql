-- Quarantine names the rule that does not hold. Only for a table that was made without it. What was refused before reads
-- null. Partitions are left alone: landing gives one the table's columns with what it writes into it, and CASCADE would
-- write back statistics that landing has changed meanwhile.
ALTER TABLE raw.quarantine ADD COLUMNS (
  rule STRING COMMENT 'Quality rule that does not hold, where one is the reason'
);
