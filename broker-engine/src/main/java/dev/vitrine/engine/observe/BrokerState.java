package dev.vitrine.engine.observe;

/**
 * How a broker is.
 *
 * <pre>
 *            registers          first good heartbeat
 *   STOPPED ──────────► FENCED ──────────────────────► RUNNING ──stop──► STOPPED
 *                         ▲                              │  │
 *                         └──heartbeats stop (KIP-631)───┘  ├──kill──► KILLED ──start──► FENCED
 *                                                           └──freeze─► FROZEN ──thaw──► as it is found by then
 * </pre>
 */
public enum BrokerState {
    /** Serves clients, and may lead. */
    RUNNING,
    /** Registered, but not heard of: the controller gives it nothing to lead. */
    FENCED,
    /** Ended in order: what it led was handed over first. */
    STOPPED,
    /** Ended without a word, as a process that is killed: its files are as they were at that instant. */
    KILLED,
    /** Stands still, as a process that is suspended: connections stay open, nothing is answered. */
    FROZEN
}
