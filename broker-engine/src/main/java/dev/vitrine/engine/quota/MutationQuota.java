package dev.vitrine.engine.quota;

/** How much a client may still change in the cluster, in partitions (KIP-599). */
@FunctionalInterface
public interface MutationQuota {

    MutationQuota UNLIMITED = partitions -> true;

    /** Asks for leave to make or delete so many. @return false where the client has to wait first */
    boolean take(double partitions);
}
