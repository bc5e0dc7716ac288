/**
 * The second stage of fraud rules: what needs payments of several accounts, or another feed. What
 * it says does not depend on the order of arrival, since a payment is looked at only when all up to
 * its time is known.
 */
package io.millrace.model.fraud.second;
