package dev.vitrine.engine.wire;

import java.util.Optional;
import org.apache.kafka.common.record.internal.ControlRecordType;

/** The record of a control batch that ends a transaction. */
public record ControlMarker(boolean commit, int coordinatorEpoch) {

    private static final int COORDINATOR_EPOCH_AT = 2;

    /** Empty where the control batch says something else (a change of leader, …). */
    public static Optional<ControlMarker> of(BatchRecord record) {
        ControlRecordType type = ControlRecordType.parse(record.key().duplicate());
        if (type != ControlRecordType.COMMIT && type != ControlRecordType.ABORT) {
            return Optional.empty();
        }
        int coordinatorEpoch = record.value().getInt(record.value().position() + COORDINATOR_EPOCH_AT);
        return Optional.of(new ControlMarker(type == ControlRecordType.COMMIT, coordinatorEpoch));
    }
}
