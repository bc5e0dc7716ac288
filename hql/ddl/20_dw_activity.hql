-- Curated activity: one row an event. A partition's folder holds its generations, the metastore names the current one.
CREATE EXTERNAL TABLE IF NOT EXISTS dw.activity (
  event_id         STRING    COMMENT 'Id of the event, unique within its hour',
  event_time       TIMESTAMP COMMENT 'When it happened, UTC',
  site             STRING    COMMENT 'Site it happened on',
  user_id          STRING    COMMENT 'Visitor, for an access log the client address',
  session_id       STRING    COMMENT 'Session as the producer counts it, where it does',
  event_type       STRING    COMMENT 'page_view, click, section_view and so on',
  page             STRING    COMMENT 'Page, as a path',
  section          STRING    COMMENT 'Section as the producer names it',
  element          STRING    COMMENT 'Element that was acted on',
  previous_page    STRING    COMMENT 'Page the visitor came from within the site',
  time_on_page_ms  BIGINT    COMMENT 'Time spent on the page, milliseconds',
  response_time_ms BIGINT    COMMENT 'Time the server took, milliseconds',
  status_code      INT       COMMENT 'HTTP status',
  bytes            BIGINT    COMMENT 'Bytes sent',
  country          STRING    COMMENT 'Country of the visitor',
  region           STRING    COMMENT 'Region of the visitor',
  city             STRING    COMMENT 'City of the visitor',
  latitude         DOUBLE    COMMENT 'Degrees north',
  longitude        DOUBLE    COMMENT 'Degrees east',
  referrer         STRING    COMMENT 'Address that led here',
  user_agent       STRING    COMMENT 'User agent as it was sent',
  kafka_partition  INT       COMMENT 'Partition of the topic',
  kafka_offset     BIGINT    COMMENT 'Offset in the partition',
  kafka_time       TIMESTAMP COMMENT 'When the broker appended it, UTC',
  hour             STRING    COMMENT 'Hour of event_time, 00 to 23, UTC',
  visitor          STRING    COMMENT 'Who sessions are counted for: user_id, or session_id where there is none',
  page_section     STRING    COMMENT 'First segment of the page, / for what lies in the root, as dw.page_section(page)',
  user_agent_class STRING    COMMENT 'bot, feed_reader, tool, a browser, other or none, as dw.user_agent_class(user_agent)',
  device           STRING    COMMENT 'desktop, mobile, tablet, other, or none for programs',
  is_bot           BOOLEAN   COMMENT 'Whether a program and not a person is likely behind it: bot, feed_reader, tool or none'
)
COMMENT 'Activity without duplicates'
PARTITIONED BY (dt STRING COMMENT 'Day of event_time, YYYY-MM-DD, UTC')
STORED AS ORC
LOCATION '/millrace/dw/activity'
TBLPROPERTIES ('orc.compress' = 'ZSTD', 'discover.partitions' = 'false', 'external.table.purge' = 'false');
