/** Readiness of each daemon, asked the way that its users will: by a call or a query that works. */
package io.millrace.cluster.probe;
