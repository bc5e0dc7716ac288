package io.millrace.model.live;

import io.millrace.model.feed.FieldType;
import java.io.Serializable;

/**
 * A column of a live view.
 *
 * @param name the Hive and Parquet column and the name in JSON
 * @param type what its values are; {@link FieldType#javaType} names their class
 * @param doc what it means, with its unit; the column's comment
 */
public record LiveColumn(String name, FieldType type, String doc) implements Serializable {}
