/** What visitors do one after another, by day: funnels, ways through a site, who comes back. */
package io.millrace.warehouse.path;
