package dev.vitrine.app.model.actors;

/** What an actor is told to be. Immutable. */
public sealed interface Setup permits ProducerSetup, ConsumerSetup {

    /** Its {@code client.id}: what it is called everywhere. */
    String name();

    /** The same under another name. */
    Setup named(String name);

    /** True where a running client can take over all that is different in {@code next}; otherwise it has to be started anew. */
    boolean takesOver(Setup next);

    /** In a few words, quietly. */
    String about();
}
