/**
 * Live views: a streaming query for each feed keeps panes of counts and sketches, the driver
 * derives windows from them. Final windows go to {@code live.*} by landing's own protocol, every
 * change to the topic {@code live-metrics}.
 *
 * <p>Nothing that the query keeps is needed again: the commit log says up to when windows are final
 * and from which offsets the others are read again.
 */
package io.millrace.streaming.live;
