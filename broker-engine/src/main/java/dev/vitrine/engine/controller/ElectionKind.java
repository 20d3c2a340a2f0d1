package dev.vitrine.engine.controller;

/** How a leader is looked for. */
enum ElectionKind {

    /** Keeps the leader there is where it may stay; else the first replica that has everything. */
    CLEAN,

    /** As {@link #CLEAN}, but the first replica goes before the leader there is. */
    PREFERRED,

    /** As {@link #CLEAN}, and where nobody has everything, anybody who is there: what the others had more is given up. */
    UNCLEAN
}
