/**
 * What the app's own work costs: how long the toolkit's thread is ever held up and by what ({@link dev.vitrine.app.bench.StallBench}, held by
 * {@link dev.vitrine.app.bench.NoStallTest}), what it bears at 50,000 records a second ({@link dev.vitrine.app.bench.StageBench}), and what being looked at
 * costs a broker ({@link dev.vitrine.app.bench.ObservingBench}).
 */
package dev.vitrine.app.bench;
