/**
 * Landing as a state machine: how records of a topic become files that any Hive reader sees exactly
 * once, whoever crashes.
 *
 * <p>Nothing here knows a file system or an engine. {@link io.millrace.model.landing.Landing} moves
 * from one {@link io.millrace.model.landing.LandingState} to the next, each time by one operation
 * of a {@link io.millrace.model.landing.LandingStore}; the product gives it a store in HDFS, the
 * tests one in memory that they stop, fork and interleave after every operation.
 */
package io.millrace.model.landing;
