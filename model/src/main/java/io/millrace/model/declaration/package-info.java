/**
 * What people declare in YAML, read setting by setting: everything that is wrong is told at once,
 * each with its line, its value and what is legal.
 */
package io.millrace.model.declaration;
