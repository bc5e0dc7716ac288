/**
 * Guesses a feed's declaration from a sample of its records. A guess is made for a person to look
 * at: whatever was decided is written beside the decision, and the sample is read once more by the
 * declaration itself before anybody sees it.
 */
package io.millrace.ingest.infer;
