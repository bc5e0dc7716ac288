/** Generating records into topics and files, and telling how it goes. */
package io.millrace.cli.generate;
