/**
 * What all parts of the {@code millrace} command share: where words go, how failures are told, the
 * exit codes. {@link io.millrace.cli.Main} is the entry point; the commands themselves are in
 * {@code command}, and what each of them does in a package of its own between the two.
 */
package io.millrace.cli;
