/**
 * Bytes as a person reads and writes them: text, JSON, hex. A value that can't be read says why, decoder by decoder, and never stops its
 * neighbours; a long one is previewed and never taken apart whole. Knows no toolkit and no broker.
 */
package dev.vitrine.app.model.payload;
