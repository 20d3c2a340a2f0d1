package dev.vitrine.engine.quorum;

import org.apache.kafka.common.Uuid;

/** Who keeps a copy of the metadata log: a broker, and the folder it keeps it in. With an empty disk it is another one, who has promised nothing (KIP-853). */
public record ReplicaKey(int id, Uuid directory) {

    @Override
    public String toString() {
        return Integer.toString(id);
    }
}
