package dev.vitrine.app.actors;

/** Something that threads pass all the time, and where they stand still while it is shut. */
final class Gate {

    private volatile boolean shut;

    /** Stands still while shut, whatever happens: a frozen process can't be interrupted either. */
    void pass() {
        if (shut) {
            hold();
        }
    }

    private synchronized void hold() {
        boolean interrupted = false;
        while (shut) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void shut() {
        shut = true;
    }

    synchronized void open() {
        shut = false;
        notifyAll();
    }

    boolean isShut() {
        return shut;
    }
}
