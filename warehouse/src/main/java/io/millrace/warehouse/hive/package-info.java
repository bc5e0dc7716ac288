/** HiveServer2 as the publish step sees it: partitions of marts, and the queries of reports. */
package io.millrace.warehouse.hive;
