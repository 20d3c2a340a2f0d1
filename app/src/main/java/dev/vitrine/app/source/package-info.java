/**
 * What a screen can see and do: a {@link dev.vitrine.app.source.ClusterSource} and the {@link dev.vitrine.app.source.Inbox} that brings its news
 * to the toolkit's thread once a frame. Knows the engine's façade and {@code observe}, kafka-clients, {@code model}, and the recordings of {@code journal}; nothing of the toolkit but properties.
 */
package dev.vitrine.app.source;
