package io.millrace.warehouse.audit;

/**
 * A file in HDFS.
 *
 * @param path without scheme and host
 * @param bytes its length
 */
record StoredFile(String path, long bytes) {}
