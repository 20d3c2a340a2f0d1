/**
 * The records of a topic, read with a real consumer and kept within bounds: where to begin, what to look for, what was scanned, what was
 * left out. The reader works on a thread of its own; a screen takes what has come once a frame. Knows no toolkit.
 */
package dev.vitrine.app.model.messages;
