/** What late rows have reopened, and what must be computed again because of it. */
package io.millrace.warehouse.repair;
