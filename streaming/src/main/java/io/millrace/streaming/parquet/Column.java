package io.millrace.streaming.parquet;

import java.io.Serializable;

/** A column of a file; every column may hold null. */
public record Column(String name, ColumnType type) implements Serializable {}
