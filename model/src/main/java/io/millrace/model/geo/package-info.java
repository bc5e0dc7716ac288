/** Places on the Earth. */
package io.millrace.model.geo;
