/** Quality rules: what a feed asks of its records' values beyond their types. */
package io.millrace.model.rule;
