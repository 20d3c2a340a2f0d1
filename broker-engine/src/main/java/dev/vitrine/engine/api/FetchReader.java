package dev.vitrine.engine.api;

import dev.vitrine.engine.replica.Isolation;
import java.util.Optional;
import org.apache.kafka.common.message.FetchRequestData;

/** Who fetches. */
sealed interface FetchReader {

    short RACKS = 11;

    /** How far it may see. */
    Isolation isolation();

    /** @param rack where it stands, since v11: who tells may read from followers; empty text where it stands nowhere (KIP-392) */
    record Consumer(Isolation isolation, Optional<String> rack) implements FetchReader {}

    /** A broker that copies. @param epoch its incarnation; −1 where it doesn't tell (before v15) */
    record Replica(int broker, long epoch) implements FetchReader {

        @Override
        public Isolation isolation() {
            return Isolation.REPLICA;
        }
    }

    /** Since v15 replicas say who they are elsewhere (KIP-903). */
    static FetchReader of(short version, FetchRequestData request) {
        if (request.replicaState().replicaId() >= 0) {
            return new Replica(request.replicaState().replicaId(), request.replicaState().replicaEpoch());
        }
        if (request.replicaId() >= 0) {
            return new Replica(request.replicaId(), -1);
        }
        return new Consumer(Isolation.of(request.isolationLevel()), version >= RACKS ? Optional.of(request.rackId()) : Optional.empty());
    }
}
