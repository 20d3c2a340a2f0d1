package dev.vitrine.engine;

import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.replica.Partitions;
import java.util.List;

/** Tells several of the partitions that this broker leads. */
final class Leaderships {

    private Leaderships() {}

    static Partitions.Leadership of(Partitions.Leadership... told) {
        List<Partitions.Leadership> all = List.of(told);
        return new Partitions.Leadership() {
            @Override
            public void begun(Partition partition) {
                all.forEach(one -> one.begun(partition));
            }

            @Override
            public void ended(Partition partition) {
                all.forEach(one -> one.ended(partition));
            }
        };
    }
}
