package dev.vitrine.engine;

import dev.vitrine.engine.quorum.Voters;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether those who start can agree on anything: with fewer voters than a majority nobody would ever lead, and the engine would wait for ever. So it
 * says how many brokers it takes instead.
 */
record Majority(Path data, List<BrokerLife> starting) {

    /** @throws StartRefused where they can't */
    void check() {
        Set<Integer> there = starting.stream().map(BrokerLife::id).collect(Collectors.toSet());
        boolean some = starting.stream().map(life -> life.broker().node().quorum().voters())
                .anyMatch(voters -> voters.ids().stream().filter(there::contains).count() >= voters.majority());
        if (!some) {
            Voters voters = starting.getFirst().broker().node().quorum().voters();
            throw new StartRefused(new StartRefused.DataUnusable(data, "its cluster has " + voters.directories().size() + " voters, " + voters + ", and " + voters.majority()
                    + " of them must be there: say --brokers " + voters.ids().stream().skip(voters.majority() - 1L).findFirst().orElse(1)));
        }
    }
}
