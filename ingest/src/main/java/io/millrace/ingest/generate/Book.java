package io.millrace.ingest.generate;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Counts and sums of a set of records that do not depend on their order, to be compared with the
 * same of what arrived.
 *
 * @param records how many
 * @param idMd5Sum of the MD5 of each record's id (UTF-8), the first and the last eight bytes apart,
 *     each as an unsigned number summed modulo 2^64; 32 lower-case hex digits
 * @param hours records by hour of event time, {@code 2026-11-01T05}, in UTC
 * @param money the exact sum of each MONEY field
 * @param values for some fields, records by value; nulls are not counted
 */
public record Book(
    @JsonProperty("records") long records,
    @JsonProperty("id_md5_sum") String idMd5Sum,
    @JsonProperty("hours") Map<String, Long> hours,
    @JsonProperty("money") @JsonFormat(shape = JsonFormat.Shape.STRING)
        Map<String, BigDecimal> money,
    @JsonProperty("values") Map<String, Map<String, Long>> values) {}
