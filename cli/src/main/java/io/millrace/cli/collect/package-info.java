/** Runs the HTTP collector in this process. */
package io.millrace.cli.collect;
