/**
 * What the streaming application and those who start and watch it agree on: its settings, what its
 * queries say of themselves, and which applications are wanted.
 */
package io.millrace.model.streaming;
