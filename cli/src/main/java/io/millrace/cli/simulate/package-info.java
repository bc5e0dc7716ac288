/** What {@code millrace simulate} does and says. */
package io.millrace.cli.simulate;
