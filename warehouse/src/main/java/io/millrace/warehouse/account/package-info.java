/** What is known of accounts at the end of each day, from their payments. */
package io.millrace.warehouse.account;
