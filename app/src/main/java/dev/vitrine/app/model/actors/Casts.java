package dev.vitrine.app.model.actors;

import dev.vitrine.app.model.actors.ConsumerSetup.Membership;
import dev.vitrine.app.model.actors.ConsumerSetup.Reading;
import dev.vitrine.app.model.actors.ProducerSetup.Batching;
import dev.vitrine.app.model.actors.ProducerSetup.Load;
import dev.vitrine.app.model.actors.ProducerSetup.Transactions;
import dev.vitrine.app.model.composer.Acks;
import dev.vitrine.app.model.composer.Compression;
import dev.vitrine.app.model.composer.Draft.Delivery;
import dev.vitrine.app.model.composer.SendMode;
import java.util.List;

/** Ready-made casts: a situation with one click. */
public final class Casts {

    private Casts() {}

    /**
     * Actors that belong together.
     *
     * @param story      what there is to see
     * @param topic      that it plays on
     * @param partitions of that topic, where it has to be created
     */
    public record Cast(String title, String story, String topic, int partitions, List<Setup> actors) {

        public Cast {
            actors = List.copyOf(actors);
        }
    }

    public static List<Cast> all() {
        return List.of(family(), growing(), hotKey(), slowReader(), eagerAndCooperative(), transactions());
    }

    /** The introduction's example: everybody in their own group gets every message. */
    public static Cast family() {
        ProducerSetup mom = ProducerSetup.plain("Dear Mom", "family-topic").sending(new Load(1, KeyPlan.NONE, 1, Content.GREETING, 0));
        return new Cast("Dear Mom", "The family example: one writes, an e-mail service and a database each get every message, because each is a group of its own.",
                "family-topic", 3, List.of(mom, ConsumerSetup.plain("email-service", "email-group", "family-topic").reading(new Reading(20, 500, CommitMode.AUTO, false)),
                        ConsumerSetup.plain("database", "db-group", "family-topic").reading(new Reading(5, 500, CommitMode.SYNC, false))));
    }

    private static Cast growing() {
        return new Cast("A group that shares the work", "Six partitions, two members. Add a third, crash one: watch what moves and what waits.", "orders", 6,
                List.of(ProducerSetup.plain("order-desk", "orders").sending(new Load(40, KeyPlan.UNIFORM, 200, Content.ORDER, 120)),
                        member("billing-1", "billing", 10), member("billing-2", "billing", 10)));
    }

    private static Cast hotKey() {
        return new Cast("One hot key", "Half of all records bear one key, so one partition gets half of them: its reader falls behind while the others wait for work.",
                "clicks", 6, List.of(ProducerSetup.plain("web-shop", "clicks").sending(new Load(200, KeyPlan.ONE_HOT, 500, Content.ORDER, 100)),
                        member("stats-1", "stats", "clicks", 12), member("stats-2", "stats", "clicks", 12), member("stats-3", "stats", "clicks", 12)));
    }

    private static Cast slowReader() {
        return new Cast("A reader too slow", "Fifty records a second come in, one reader manages twenty. The lag grows until you add another, or make it quicker.", "mails", 3,
                List.of(ProducerSetup.plain("mail-queue", "mails").sending(new Load(50, KeyPlan.UNIFORM, 100, Content.ORDER, 200)), member("sender-1", "mailer", "mails", 50)));
    }

    private static Cast eagerAndCooperative() {
        return new Cast("Eager beside cooperative", "Two groups read the same topic: one stops altogether at every change, the other only where something moves. Crash one of each.",
                "events", 6, List.of(ProducerSetup.plain("source", "events").sending(new Load(30, KeyPlan.UNIFORM, 100, Content.ORDER, 100)),
                        eager("eager-1"), eager("eager-2"), eager("eager-3"),
                        member("gentle-1", "gentle", "events", 5), member("gentle-2", "gentle", "events", 5), member("gentle-3", "gentle", "events", 5)));
    }

    private static Cast transactions() {
        Delivery all = new Delivery(SendMode.ASYNCHRONOUS, Acks.ALL, Compression.NONE, true);
        ProducerSetup bank = new ProducerSetup("bank", "payments", new Load(10, KeyPlan.UNIFORM, 50, Content.ORDER, 100), all, Batching.DEFAULT, new Transactions(20, 25));
        return new Cast("Transactions", "Twenty records to a transaction, a quarter of them aborted. One reader sees all of them, the other only what was committed.", "payments", 3,
                List.of(bank, ConsumerSetup.plain("sees-all", "uncommitted", "payments"),
                        ConsumerSetup.plain("sees-committed", "committed", "payments").reading(new Reading(5, 500, CommitMode.AUTO, true))));
    }

    private static ConsumerSetup member(String name, String group, int millis) {
        return member(name, group, "orders", millis);
    }

    private static ConsumerSetup member(String name, String group, String topic, int millis) {
        return ConsumerSetup.plain(name, group, topic).reading(new Reading(millis, 100, CommitMode.AUTO, false));
    }

    private static ConsumerSetup eager(String name) {
        Membership range = new Membership(GroupProtocol.CLASSIC, Assignor.RANGE, "", 10, 60);
        return member(name, "eager", "events", 5).belonging(range);
    }
}
