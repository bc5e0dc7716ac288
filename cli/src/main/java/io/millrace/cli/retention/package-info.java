/** Shows what retention would drop. */
package io.millrace.cli.retention;
