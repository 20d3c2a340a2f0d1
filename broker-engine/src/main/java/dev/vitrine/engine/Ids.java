package dev.vitrine.engine;

import java.util.random.RandomGenerator;
import org.apache.kafka.common.Uuid;

/** Makes ids of clusters, topics and incarnations, as Kafka does: none of the reserved ones, none that looks like an option to a command line. */
final class Ids {

    private Ids() {}

    static Uuid next(RandomGenerator random) {
        Uuid id;
        do {
            id = new Uuid(random.nextLong(), random.nextLong());
        } while (Uuid.RESERVED.contains(id) || id.toString().startsWith("-"));
        return id;
    }
}
