/** Sessions of days, out of events that cross their edges. */
package io.millrace.warehouse.session;
