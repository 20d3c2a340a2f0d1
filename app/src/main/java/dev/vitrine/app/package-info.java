/**
 * Start and stop: the command line, the window, the engine's life, and the wiring of all other rooms, by hand. Knows every room; no room knows it.
 */
package dev.vitrine.app;
