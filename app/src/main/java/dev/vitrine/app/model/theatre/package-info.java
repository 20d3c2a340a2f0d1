/**
 * Rebalances as they were: events of a group → who caused each one, its phases, each partition from hand to hand, what it cost, what it spared. Knows the
 * engine's {@code observe} alone; no toolkit.
 *
 * <p>{@link dev.vitrine.app.model.theatre.Theatre} takes what happens; a {@link dev.vitrine.app.model.theatre.GroupPlot} follows one group and writes a
 * {@link dev.vitrine.app.model.theatre.Script} for each rebalance; what panes get to see of it is a {@link dev.vitrine.app.model.theatre.Rebalance}.
 */
package dev.vitrine.app.model.theatre;
