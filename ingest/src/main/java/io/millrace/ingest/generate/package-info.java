/**
 * Makes records by a seed, at a rate, with an inventory of what was made: the same seed gives the
 * same bytes.
 */
package io.millrace.ingest.generate;
