/** What runs inside the Spark applications that are measured; in a jar of its own. */
package io.millrace.bench.spark;
