-- What the jobs call in Java, for HiveQL: the same classes, so that the same answers.
-- The jars must be in HDFS first. Hive has no CREATE FUNCTION IF NOT EXISTS. Created anew, a function also takes up
-- jars that have changed (in sessions opened after this).

-- The first segment of a page's path, '/' for what lies in the root.
DROP FUNCTION IF EXISTS dw.page_section;
CREATE FUNCTION dw.page_section
  AS 'io.millrace.warehouse.udf.PageSectionUdf'
  USING JAR 'hdfs:///millrace/apps/lib/millrace-warehouse.jar', JAR 'hdfs:///millrace/apps/lib/millrace-model.jar';

-- What kind of program a user agent claims to be: bot, feed_reader, tool, the name of a browser, other or none.
DROP FUNCTION IF EXISTS dw.user_agent_class;
CREATE FUNCTION dw.user_agent_class
  AS 'io.millrace.warehouse.udf.UserAgentClassUdf'
  USING JAR 'hdfs:///millrace/apps/lib/millrace-warehouse.jar', JAR 'hdfs:///millrace/apps/lib/millrace-model.jar';

-- What kind of device a user agent names: desktop, mobile, tablet, other, or none for programs.
DROP FUNCTION IF EXISTS dw.device_class;
CREATE FUNCTION dw.device_class
  AS 'io.millrace.warehouse.udf.DeviceClassUdf'
  USING JAR 'hdfs:///millrace/apps/lib/millrace-warehouse.jar', JAR 'hdfs:///millrace/apps/lib/millrace-model.jar';

-- Kilometres between two places, given by latitude and longitude each, along the Earth's surface.
DROP FUNCTION IF EXISTS dw.great_circle_km;
CREATE FUNCTION dw.great_circle_km
  AS 'io.millrace.warehouse.udf.GreatCircleUdf'
  USING JAR 'hdfs:///millrace/apps/lib/millrace-warehouse.jar', JAR 'hdfs:///millrace/apps/lib/millrace-model.jar';

-- Every path of so many pages in an array of pages, as text, once for each time.
DROP FUNCTION IF EXISTS dw.path_parts;
CREATE FUNCTION dw.path_parts
  AS 'io.millrace.warehouse.udf.PathPartsUdf'
  USING JAR 'hdfs:///millrace/apps/lib/millrace-warehouse.jar', JAR 'hdfs:///millrace/apps/lib/millrace-model.jar';
