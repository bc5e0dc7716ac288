/** Starts streaming applications again that are wanted and that YARN has no more. */
package io.millrace.streaming.guard;
