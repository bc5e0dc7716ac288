/** What batch jobs say of their own runs: {@code ops.job_runs}. */
package io.millrace.warehouse.run;
