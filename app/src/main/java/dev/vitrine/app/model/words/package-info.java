/** Times, spans and failures in words, the same on every screen. Knows no toolkit. */
package dev.vitrine.app.model.words;
