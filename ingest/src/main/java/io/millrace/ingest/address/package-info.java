/** Addresses of clients: how they are written, and where they are. */
package io.millrace.ingest.address;
