-- Sessions say whether they converted. Only for a table that was made without it. CASCADE, since a day that is computed
-- again keeps its partition, and with it the partition's columns. Days of before read null until they are.
ALTER TABLE dw.sessions ADD COLUMNS (
  converted BOOLEAN COMMENT 'Whether one of its events is a conversion as conf/funnels.yaml declared them when the day was computed, null where none were declared or the day was computed before there was this column'
) CASCADE;
