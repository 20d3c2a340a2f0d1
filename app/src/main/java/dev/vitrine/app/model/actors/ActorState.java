package dev.vitrine.app.model.actors;

/**
 * Where an actor's life stands.
 *
 * <pre>
 *            start                    freeze
 *   RESTING ──────► STARTING ──► RUNNING ◄────► FROZEN    (no heartbeat, no poll, no answer; the connection stays)
 *      ▲               ▲           │  ▲
 *      │ leave         │           │  └────────► STUCK    (consumers: polls no more, but its heart beats)
 *      ├───────────────┼─ LEAVING ◄┤
 *      │               │           ├──crash────► CRASHED  (connections closed without a word)
 *      │             start         └──error────► FAILED
 *      └── … CRASHED and FAILED are started again like one that rests
 * </pre>
 */
public enum ActorState {
    RESTING("not running"),
    STARTING("starting"),
    RUNNING("running"),
    FROZEN("frozen"),
    STUCK("stuck"),
    LEAVING("leaving"),
    CRASHED("crashed"),
    FAILED("failed");

    private final String label;

    ActorState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** True where it holds a client and a thread. */
    public boolean alive() {
        return switch (this) {
            case STARTING, RUNNING, FROZEN, STUCK, LEAVING -> true;
            case RESTING, CRASHED, FAILED -> false;
        };
    }
}
