/**
 * What has to be done once before a daemon can start for the first time. Each piece can be killed
 * at any moment and done again: it is made aside and takes its place by one rename.
 */
package io.millrace.cluster.setup;
