/**
 * MapDB: the materialised view of coordinator state (latest value per record key, and the position applied). The log is the truth; on any
 * doubt the view is thrown away and rebuilt. May know {@code observe}, {@code io}, {@code time}.
 */
package dev.vitrine.engine.offsets;
