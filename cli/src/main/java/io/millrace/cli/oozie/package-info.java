/**
 * Oozie's server, and the folders of {@code oozie/} that are deployed to it. What is run, and why,
 * others know.
 */
package io.millrace.cli.oozie;
