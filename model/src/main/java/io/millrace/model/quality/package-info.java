/**
 * What is asked of the tables of the warehouse after each load, and whether what was measured of a
 * partition is good. Knows no engine: others measure.
 */
package io.millrace.model.quality;
