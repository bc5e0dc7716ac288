/**
 * The tables of a feed, from its declaration alone: what they should be, and the HiveQL that makes
 * them so from what they are. Nothing here runs HiveQL.
 */
package io.millrace.warehouse.table;
