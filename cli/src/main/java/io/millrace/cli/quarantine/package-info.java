/** What landing refused: who looks at it, and how it comes onto the topic again, once. */
package io.millrace.cli.quarantine;
