/** The analysts' questions of hql/reports, asked from the command line. */
package io.millrace.cli.report;
