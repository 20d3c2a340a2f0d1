/**
 * The engine's façade: {@link dev.vitrine.engine.Engine} wires the rooms below it and is all that an embedding program needs.
 * May know every room but {@code cli}, {@code simulate} and {@code control}.
 */
package dev.vitrine.engine;
