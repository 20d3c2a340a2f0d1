package dev.vitrine.engine.observe;

/**
 * A copy of a partition as its leader knows it.
 *
 * @param endOffset      up to which it has said that it holds records; −1 where the leader has not heard of it yet
 * @param logStartOffset where its log begins; −1 likewise
 * @param caughtUpMillis wall-clock time at which it last held all that the leader held; −1 likewise. Of the leader itself: now
 * @param inSync         whether it counts for acks=all
 */
public record ReplicaView(int broker, long endOffset, long logStartOffset, long caughtUpMillis, boolean inSync) {}
