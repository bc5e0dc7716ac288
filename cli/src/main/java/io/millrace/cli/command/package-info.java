/**
 * The commands, one class each: a thin shell of arguments and help over what another package does.
 * {@link io.millrace.cli.command.Millrace} lists them.
 */
package io.millrace.cli.command;
