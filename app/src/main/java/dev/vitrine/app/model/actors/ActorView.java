package dev.vitrine.app.model.actors;

/**
 * An actor at one moment.
 *
 * @param id   unique while the app runs
 * @param note why it failed, or what it waits for; empty where there is nothing to say
 */
public record ActorView(long id, Setup setup, ActorState state, String note, ActorFigures figures) {

    public String name() {
        return setup.name();
    }

    public boolean produces() {
        return setup instanceof ProducerSetup;
    }
}
