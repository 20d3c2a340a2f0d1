package dev.vitrine.engine.quorum;

/** What {@link Raft} looks at in its copy of the log. */
interface LogView {

    /** Behind the last record. */
    LogPosition end();

    /** As the last record says that names them, committed or not (KIP-853). */
    Voters voters();
}
