package dev.vitrine.engine.group;

/** What a shard's timers are about; at most one of each runs. */
sealed interface TimerKey {

    /** A member must be heard from. */
    record Session(String group, String member) implements TimerKey {}

    /** The members must have joined. */
    record Join(String group) implements TimerKey {}

    /** The members must have fetched their assignment. */
    record Sync(String group) implements TimerKey {}

    /** A member of a consumer group must have given up what it was told to. */
    record Revocation(String group, String member) implements TimerKey {}

    /** A classic member of a consumer group must join again, to hear of its next partitions. */
    record ClassicJoin(String group, String member) implements TimerKey {}

    /** A classic member of a consumer group must have fetched its assignment. */
    record ClassicSync(String group, String member) implements TimerKey {}

    /** The patterns of a group are about to be looked at. */
    record Regexes(String group) implements TimerKey {}

    /** Commits of one member that observers have not been told of. */
    record CommitNews(String group, String member) implements TimerKey {}

    /** Time to look for offsets that nobody needs any more. */
    record OffsetExpiry() implements TimerKey {}
}
