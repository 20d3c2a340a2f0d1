package dev.vitrine.engine.observe;

import java.util.List;

/**
 * A partition as its leader sees it; where it has none, as the metadata and whichever replica runs tell; where none runs, as it was seen last.
 *
 * @param leader           broker id; −1 where there is none
 * @param logStartOffset   first offset that can be read
 * @param highWatermark    first offset that consumers can't see yet
 * @param lastStableOffset first offset that read_committed consumers can't see yet
 * @param endOffset        offset that the next record gets
 * @param sizeBytes        bytes of all segments
 * @param recordsIn        records appended since the broker started
 * @param bytesIn          bytes appended since the broker started
 * @param recordsOut       records handed to consumers since the broker started, as far as offsets tell
 * @param bytesOut         bytes handed to consumers since the broker started
 * @param progress         how far each replica is, in the order of {@code replicas}; where there is no leader to tell, what those say of themselves that run
 */
public record PartitionView(
        int index,
        int leader,
        int leaderEpoch,
        List<Integer> replicas,
        List<Integer> inSync,
        long logStartOffset,
        long highWatermark,
        long lastStableOffset,
        long endOffset,
        long sizeBytes,
        int segments,
        long recordsIn,
        long bytesIn,
        long recordsOut,
        long bytesOut,
        List<ReplicaView> progress) {

    public PartitionView {
        replicas = List.copyOf(replicas);
        inSync = List.copyOf(inSync);
        progress = List.copyOf(progress);
    }
}
