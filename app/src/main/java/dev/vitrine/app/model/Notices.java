package dev.vitrine.app.model;

/** Short news for the person at the screen, shown in passing over whatever screen is open. For the toolkit's thread. */
public interface Notices {

    /** Something went as asked. */
    void tell(String text);

    /** As {@link #tell}, with one thing that can be done about it: undo, show. */
    void offer(String text, String action, Runnable run);

    /** Something takes a while: stays, with how far it is and a way to stop it, until it has ended. @param stop what the person's stop does */
    Work begin(String text, Runnable stop);

    /** What takes a while. For the toolkit's thread. */
    interface Work {

        /** @param part from 0 to 1 */
        void progress(double part);

        /** It has ended, however. */
        void end();
    }

    /**
     * Something did not go as asked; stays until it is closed.
     *
     * @param what what was tried, in a person's words
     * @param why  the cause, one line of it is shown
     */
    void problem(String what, Throwable why);
}
