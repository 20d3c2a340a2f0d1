package dev.vitrine.engine.controller;

import dev.vitrine.engine.coordinator.CoordinatorShard;
import dev.vitrine.engine.coordinator.Outcome;
import dev.vitrine.engine.metadata.ClusterChange;
import dev.vitrine.engine.metadata.ClusterImage;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What the active controller knows: the image of the cluster as the records of the metadata log make it, and when it heard of whom. The decisions (see
 * {@link Decision}) look at it; the image changes in {@link #replay} only.
 */
public final class MetadataShard implements CoordinatorShard<MetadataShard, MetadataRecord> {

    private final Sessions sessions;
    private final BiFunction<MetadataShard, Long, Outcome<MetadataShard, MetadataRecord>> whenLoaded;
    private ClusterImage image;
    private ClusterChange open;
    private long newestEpoch = -1;

    /** @param empty the image before the first record @param whenLoaded what goes on by itself from then on */
    MetadataShard(ClusterImage empty, Sessions sessions, BiFunction<MetadataShard, Long, Outcome<MetadataShard, MetadataRecord>> whenLoaded) {
        this.image = empty;
        this.sessions = sessions;
        this.whenLoaded = whenLoaded;
    }

    @Override
    public void replay(MetadataRecord record) {
        if (open == null) { // one change for as many records as come until somebody looks: loading makes one image, not thousands
            open = image.change();
        }
        ImageChanges.apply(record.message(), open.taking(1));
    }

    @Override
    public Outcome<MetadataShard, MetadataRecord> loaded(long nowMillis) {
        return whenLoaded.apply(this, nowMillis);
    }

    Sessions sessions() {
        return sessions;
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
        ClusterChange change = image().change();
        more.forEach(record -> ImageChanges.apply(record.message(), change.taking(1)));
        return change.done();
    }

    /** An epoch for a broker that registers: where its record will stand in the log, and a later one where several register in one go. */
    long nextBrokerEpoch(long logEnd) {
        newestEpoch = Math.max(logEnd, newestEpoch + 1);
        return newestEpoch;
    }
}
