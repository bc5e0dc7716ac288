/**
 * Sites that answer over HTTP, and visitors who browse them: everything between a click and the
 * collector is real but the people.
 */
package io.millrace.ingest.site.simulate;
