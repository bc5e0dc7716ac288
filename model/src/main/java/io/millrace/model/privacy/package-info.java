/** Personal data: what leaves a record before it is stored, and how. */
package io.millrace.model.privacy;
