package dev.vitrine.engine.quorum;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a replica must not forget: the epoch it has seen, and whom it voted for in it. Whoever forgot could vote twice.
 *
 * @param leader of the epoch, as far as it was known: only spares a search
 */
public record DurableState(int epoch, OptionalInt leader, Optional<ReplicaKey> voted) {

    public static final DurableState NEW = new DurableState(0, OptionalInt.empty(), Optional.empty());
}
