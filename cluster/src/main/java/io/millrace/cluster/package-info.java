/**
 * The supervisor: starts, probes and stops the real daemons of one local cluster as processes of
 * their own, and runs their own command-line clients.
 *
 * <p>It knows daemons and no domain. {@link io.millrace.cluster.Cluster} is the way in.
 */
package io.millrace.cluster;
