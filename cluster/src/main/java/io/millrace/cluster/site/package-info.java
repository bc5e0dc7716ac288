/** Site files: the daemons' own settings, rendered from templates. */
package io.millrace.cluster.site;
