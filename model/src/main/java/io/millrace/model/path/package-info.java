/** Ways through a site: what follows what among the pages of a session. */
package io.millrace.model.path;
