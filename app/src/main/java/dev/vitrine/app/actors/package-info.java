/**
 * Real producers and consumers inside the app: kafka-clients over the real socket, each on a thread of its own, told what to do through
 * {@link dev.vitrine.app.model.actors.ActorDesk}. Knows {@code model} and {@code source}; nothing of the toolkit.
 */
package dev.vitrine.app.actors;
