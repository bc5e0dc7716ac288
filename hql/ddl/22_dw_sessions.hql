-- Sessions: one row each, whole, in the day they start in. A session ends when its visitor is idle for longer than the
-- gap (30 minutes unless set otherwise) or has reached the maximum duration (24 hours).
CREATE EXTERNAL TABLE IF NOT EXISTS dw.sessions (
  site             STRING        COMMENT 'Site',
  user_id          STRING        COMMENT 'Visitor: the user, or the session id of the producer where the user is unknown',
  session_start    TIMESTAMP     COMMENT 'Time of the first event, UTC',
  session_end      TIMESTAMP     COMMENT 'Time of the last event, UTC',
  duration_seconds BIGINT        COMMENT 'Time from the first to the last event, whole seconds, 0 for a single event',
  pages            BIGINT        COMMENT 'Page views',
  events           BIGINT        COMMENT 'Events of any type',
  entry_page       STRING        COMMENT 'Page of the first page view, null without any',
  exit_page        STRING        COMMENT 'Page of the last page view, null without any',
  is_bounce        BOOLEAN       COMMENT 'Whether it has exactly one page view',
  end_reason       STRING        COMMENT 'gap (idle for too long), max_duration (cut there) or open (see is_open)',
  is_open          BOOLEAN       COMMENT 'Whether hours that are not closed yet could still continue it',
  path             ARRAY<STRING> COMMENT 'Pages in order of viewing, the first 1,000 of them',
  converted        BOOLEAN       COMMENT 'Whether one of its events is a conversion as conf/funnels.yaml declared them when the day was computed, null where none were declared or the day was computed before there was this column'
)
COMMENT 'Sessions of visitors'
PARTITIONED BY (dt STRING COMMENT 'Day of session_start, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/dw/sessions'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false', 'millrace.owner' = 'warehouse');
