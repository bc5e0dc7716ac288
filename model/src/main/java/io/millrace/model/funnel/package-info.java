/**
 * Funnels: how they are declared, who got how far through one, and which days depend on which. Pure
 * logic; whoever hosts it brings the events in order.
 */
package io.millrace.model.funnel;
