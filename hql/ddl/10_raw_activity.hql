-- Landed activity. Written by landing only, which adds each partition when it first lands rows for it.
CREATE EXTERNAL TABLE IF NOT EXISTS raw.activity (
  event_id         STRING    COMMENT 'Id of the event, the same event sent twice has the same',
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
  ingest_time      TIMESTAMP COMMENT 'When landing read it, UTC'
)
COMMENT 'Activity as it landed, duplicates included'
PARTITIONED BY (
  dt   STRING COMMENT 'Day of event_time, YYYY-MM-DD, UTC',
  hour STRING COMMENT 'Hour of event_time, 00 to 23, UTC'
)
STORED AS PARQUET
LOCATION '/millrace/raw/activity'
TBLPROPERTIES ('discover.partitions' = 'false', 'external.table.purge' = 'false');
