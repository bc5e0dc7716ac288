-- The databases of the warehouse. They keep the warehouse's default folder on purpose: DROP DATABASE deletes a
-- database's own folder, and the data of these external tables (under /millrace) must never go that way.

-- What landing writes: every record as it came, by hour of event time.
CREATE DATABASE IF NOT EXISTS raw COMMENT 'Landed records, one table a feed, by hour of event time';

-- What the live views write: windows once they are final.
CREATE DATABASE IF NOT EXISTS live COMMENT 'Final windows of the live views, by hour of their start';

-- What the daily curation writes.
CREATE DATABASE IF NOT EXISTS dw COMMENT 'Curated tables without duplicates, and sessions, by day';

-- What the HiveQL marts write.
CREATE DATABASE IF NOT EXISTS mart COMMENT 'Daily figures for analysts';

-- What the jobs say about themselves.
CREATE DATABASE IF NOT EXISTS ops COMMENT 'Commit log and other records of operation';
