/** Customers as their orders show them. */
package io.millrace.warehouse.customer;
