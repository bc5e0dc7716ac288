/**
 * Processes of the operating system as Linux shows them, and the daemons among them that are ours.
 */
package io.millrace.cluster.process;
