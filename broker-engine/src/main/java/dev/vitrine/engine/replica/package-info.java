/**
 * Partition leaders: append, high watermark, last stable offset, waiting produces and fetches. May know {@code log} and below.
 */
package dev.vitrine.engine.replica;
