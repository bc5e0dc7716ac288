/** The audit of a cluster by the settings of its own, and what readers are told of it. */
package io.millrace.cli.audit;
