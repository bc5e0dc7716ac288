/** Days of the past computed in few runs, remembered so that an interruption costs nothing. */
package io.millrace.cli.backfill;
