/**
 * The one place that touches kafka-clients' fragile internals: record batches ({@code common.record.internal}), request parsing, codecs.
 * Its generated messages, {@code Errors} and {@code Uuid} may appear elsewhere. Knows only {@code io}.
 */
package dev.vitrine.engine.wire;
