/** The daily report: one self-contained page and its figures as CSV. */
package io.millrace.warehouse.report;
