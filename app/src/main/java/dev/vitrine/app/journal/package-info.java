/**
 * What has been: the newest minutes as pictures and events, in bounded memory, and the one cursor that says at which moment all panes look. All of it
 * can be saved as a session ({@link dev.vitrine.app.journal.SessionFile}) and replayed elsewhere. Knows the engine's {@code observe} alone; nothing of
 * the toolkit but properties.
 */
package dev.vitrine.app.journal;
