/** Landing beside Spark's own sink, each as a Spark application of its own on a real cluster. */
package io.millrace.bench.landing;
