package dev.vitrine.engine.group;

/** What a member's new pattern means for its group. */
enum RegexChange {

    /** It is the old one. */
    NONE,
    /** Nobody knows yet what it stands for. */
    UNRESOLVED,
    /** It is known what it stands for: others ask for it too, or there is none any more. */
    RESOLVED;

    /** Which changes make a new epoch at once. */
    @FunctionalInterface
    interface Lookup {

        /** What a pattern stands for is looked up in a moment, and makes an epoch then. */
        Lookup LATER = change -> change == RESOLVED;
        /** Kafka does so for classic members, which have no patterns of this kind: the group lost one. */
        Lookup AT_ONCE = change -> change != NONE;

        boolean calls(RegexChange change);
    }
}
