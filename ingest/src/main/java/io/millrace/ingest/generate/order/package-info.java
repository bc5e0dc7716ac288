/** Orders of a shop: customers who stay who they are, lines whose amounts add up. */
package io.millrace.ingest.generate.order;
