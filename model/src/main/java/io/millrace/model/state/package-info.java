/** State as bytes, and texts as numbers that are the same in every process and for ever. */
package io.millrace.model.state;
