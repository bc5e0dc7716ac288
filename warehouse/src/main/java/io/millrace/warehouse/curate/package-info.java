/** Landed rows to curated rows: pure transformations, and the reading and writing around them. */
package io.millrace.warehouse.curate;
