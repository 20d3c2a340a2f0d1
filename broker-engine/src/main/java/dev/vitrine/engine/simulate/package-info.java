/**
 * The whole cluster from a seed, in virtual time: brokers on a disk in memory, links and clients that fail as the seed says, and the promises of the
 * engine held against what clients were told. The same seed is the same run, to the last event. Clients enter where requests come in ({@code api}), so
 * everything behind the sockets is the code that serves real ones.
 *
 * <p>{@link dev.vitrine.engine.simulate.Simulation} is one run, {@link dev.vitrine.engine.simulate.World} the brokers, {@link
 * dev.vitrine.engine.simulate.Chaos} what happens to them, {@link dev.vitrine.engine.simulate.Client} those who use them, {@link
 * dev.vitrine.engine.simulate.Ledger} what they were promised. It owns the interface to the brokers, which the façade joins to
 * real ones. May know {@code wire} and below, and the messages.
 */
package dev.vitrine.engine.simulate;
