package dev.vitrine.engine.replica;

/**
 * What a broker's replica of a partition is.
 *
 * <pre>
 *                 image: this broker leads, in a new epoch
 *            ┌───────────────────────────────────────────────┐
 *            │                                               ▼
 *   {@link Follower} ◀──────────────────────────────────── {@link Leader} ──┐ image: same epoch,
 *    │  ▲  image: another leads, or nobody                   │  ◀──┘ other replicas or in-sync replicas
 *    └──┘ image: another leader, another epoch               │
 *            │                                               │
 *            └──────────────▶ gone ◀─────────────────────────┘
 *                     image: the topic is deleted, or has no replica here any more
 * </pre>
 *
 * Whoever was parked at the partition is sent home at each change: it finds the new role when it asks again.
 */
sealed interface Role permits Leader, Follower {

    /** Leader epoch: who knows an older one is fenced, who knows a newer one is ahead of this broker. */
    int epoch();
}
