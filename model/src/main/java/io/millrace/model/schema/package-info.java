/** How a feed's schema changes: what may change, and which versions records are written with. */
package io.millrace.model.schema;
