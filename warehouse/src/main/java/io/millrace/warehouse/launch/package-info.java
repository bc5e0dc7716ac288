/**
 * What a workflow's actions run in their launchers around Oozie's own main classes, so that a
 * failure is tried again only where that may help, and is told by its reason.
 */
package io.millrace.warehouse.launch;
