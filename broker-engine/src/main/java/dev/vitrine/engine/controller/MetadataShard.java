package dev.vitrine.engine.controller;

import dev.vitrine.engine.coordinator.CoordinatorShard;
import dev.vitrine.engine.coordinator.Outcome;
import dev.vitrine.engine.metadata.ClusterImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.metadata.FeatureLevelRecord;
import org.apache.kafka.common.metadata.ProducerIdsRecord;

/**
 * What the controller knows: the image of the cluster as the records of the metadata log make it. The decisions (see {@link Decision}) look at
 * it; it changes in {@link #replay} only.
 */
public final class MetadataShard implements CoordinatorShard<MetadataShard, MetadataRecord> {

    private ClusterImage image;
    private ClusterImage.Change open;
    private long nextProducerId;
    private final Set<String> settledFeatures = new HashSet<>();

    /** @param empty the image before the first record */
    public MetadataShard(ClusterImage empty) {
        this.image = empty;
    }

    @Override
    public void replay(MetadataRecord record) {
        if (record.message() instanceof ProducerIdsRecord block) {
            nextProducerId = block.nextProducerId();
            return;
        }
        if (record.message() instanceof FeatureLevelRecord feature) {
            settledFeatures.add(feature.name());
        }
        if (open == null) { // one change for as many records as come until somebody looks: loading makes one image, not thousands
            open = image.change();
        }
        ImageChanges.apply(record.message(), open.taking(1));
    }

    /** Nothing goes on by itself: the broker registers when it is ready. */
    @Override
    public Outcome<MetadataShard, MetadataRecord> loaded(long nowMillis) {
        return Outcome.nothing();
    }

    /** The cluster with all records replayed so far. */
    ClusterImage image() {
        if (open != null) {
            image = open.done();
            open = null;
        }
        return image;
    }

    /** The cluster as it will be with these records. */
    ClusterImage imageWith(List<MetadataRecord> more) {
        if (more.isEmpty()) {
            return image();
        }
        ClusterImage.Change change = image().change();
        more.forEach(record -> ImageChanges.apply(record.message(), change.taking(1)));
        return change.done();
    }

    /** First producer id that no block has been given out of. */
    long nextProducerId() {
        return nextProducerId;
    }

    /** True where somebody has said at which level the feature works, be it that it is off. */
    boolean settled(String feature) {
        return settledFeatures.contains(feature);
    }
}
