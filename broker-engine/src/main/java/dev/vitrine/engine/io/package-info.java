/**
 * Disk: files as the engine needs them, injected, so that a test can fill, tear or lose them. Knows no other room.
 */
package dev.vitrine.engine.io;
