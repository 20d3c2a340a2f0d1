package dev.vitrine.engine.replica;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.ClusterImage;
import java.util.Optional;
import java.util.function.Supplier;

/** The other brokers as the newest image shows them. */
record ImageNeighbours(Supplier<ClusterImage> image) implements Neighbours {

    @Override
    public int controller() {
        return image.get().controllerId();
    }

    @Override
    public long epoch(int broker) {
        return image.get().broker(broker).map(BrokerImage::epoch).orElse(-1L);
    }

    @Override
    public boolean mayBeInSync(int broker) {
        return image.get().broker(broker).map(BrokerImage::active).orElse(false);
    }

    @Override
    public boolean isAlive(int broker) {
        return image.get().broker(broker).map(known -> !known.fenced()).orElse(false);
    }

    @Override
    public Optional<String> rack(int broker) {
        return image.get().broker(broker).flatMap(BrokerImage::rack);
    }
}
