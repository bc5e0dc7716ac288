/**
 * Web sites and their visitors, simulated: how visitors behave ({@code conf/sites.yaml}), the walk
 * of one visitor, the places they come from, the records of many of them for volume, and sites that
 * really answer over HTTP.
 */
package io.millrace.ingest.site;
