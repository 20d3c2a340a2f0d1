/**
 * Why things are as they are: "why is it lagging?", "why did it rebalance?", "why is the last stable offset stuck?", "why do others lead, and why
 * is this broker the controller?". Ordered answers from facts that were
 * observed, each with the formula behind it and a way to its evidence. Each {@link dev.vitrine.app.model.explain.Suspect} knows one kind of cause. Knows
 * the engine's {@code observe} and the other models; no toolkit.
 */
package dev.vitrine.app.model.explain;
