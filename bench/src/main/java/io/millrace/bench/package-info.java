/**
 * Benchmarks of what Millrace does itself, each beside a baseline that is measured in the same run.
 */
package io.millrace.bench;
