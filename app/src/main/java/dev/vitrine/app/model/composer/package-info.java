/**
 * Composing records: a draft, what is wrong with it, the partition its key leads to, and sending it with a real producer in one of the
 * three ways, watched until the broker has answered. Knows no toolkit.
 */
package dev.vitrine.app.model.composer;
