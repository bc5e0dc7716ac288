/** Work in dependency order, in parallel where it can be. */
package io.millrace.cluster.start;
