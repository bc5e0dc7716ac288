/** Where runs, replays and generated histories, go and are recorded. */
package io.millrace.cli.run;
