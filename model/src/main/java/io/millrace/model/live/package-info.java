/**
 * Live views: what happened in the last seconds and minutes, in event-time windows. Records become
 * contributions to panes of 5 seconds; panes are merged, in any order and grouping, and all windows
 * are derived from panes.
 */
package io.millrace.model.live;
