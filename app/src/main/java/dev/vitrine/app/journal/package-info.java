/**
 * What has been: the newest minutes as pictures and events, in bounded memory, and the one cursor that says at which moment all panes look. Knows the
 * engine's {@code observe} alone; nothing of the toolkit but properties.
 */
package dev.vitrine.app.journal;
