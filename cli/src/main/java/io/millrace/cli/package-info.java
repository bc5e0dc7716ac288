/**
 * The {@code millrace} command: one class per command, each a thin shell over what a package below
 * (or another module) does. {@link io.millrace.cli.Millrace} lists the commands, {@link
 * io.millrace.cli.ExitStatus} the exit codes.
 */
package io.millrace.cli;
