package dev.vitrine.engine.coordinator;

import java.nio.ByteBuffer;
import java.util.Optional;

/** How a coordinator's records lie in its log. */
public interface RecordCodec<R> {

    CommittedLog.KeyValue encode(R record);

    /** @param value null for a tombstone @return empty for a record of a type that a newer version wrote: skipped */
    Optional<R> decode(ByteBuffer key, ByteBuffer value);
}
