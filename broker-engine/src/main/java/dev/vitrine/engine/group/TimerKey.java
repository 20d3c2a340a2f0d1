package dev.vitrine.engine.group;

/** What a shard's timers are about; at most one of each runs. */
sealed interface TimerKey {

    /** A member must be heard from. */
    record Session(String group, String member) implements TimerKey {}

    /** The members must have joined. */
    record Join(String group) implements TimerKey {}

    /** The members must have fetched their assignment. */
    record Sync(String group) implements TimerKey {}

    /** Commits of one member that observers have not been told of. */
    record CommitNews(String group, String member) implements TimerKey {}

    /** Time to look for offsets that nobody needs any more. */
    record OffsetExpiry() implements TimerKey {}
}
