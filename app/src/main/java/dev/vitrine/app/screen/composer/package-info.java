/** The Composer screen: what to send, how to send it, and what became of it. */
package dev.vitrine.app.screen.composer;
