package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.ClusterImage;
import java.util.List;

/** Which brokers the clients of a listener can be told of: those that aren't fenced, and have such a listener. */
final class Reachable {

    private Reachable() {}

    static boolean is(int broker, ClusterImage image, String listener) {
        return image.aliveBroker(broker).flatMap(known -> known.endpoint(listener)).isPresent();
    }

    static List<Integer> offline(List<Integer> brokers, ClusterImage image, String listener) {
        return brokers.stream().filter(id -> !is(id, image, listener)).toList();
    }
}
