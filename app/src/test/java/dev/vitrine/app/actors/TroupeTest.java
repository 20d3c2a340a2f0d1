package dev.vitrine.app.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.actors.ActorDesk;
import dev.vitrine.app.model.actors.ActorFigures.Consumed;
import dev.vitrine.app.model.actors.ActorFigures.Produced;
import dev.vitrine.app.model.actors.ActorState;
import dev.vitrine.app.model.actors.ActorView;
import dev.vitrine.app.model.actors.Assignor;
import dev.vitrine.app.model.actors.CastCall;
import dev.vitrine.app.model.actors.Casts;
import dev.vitrine.app.model.actors.CommitMode;
import dev.vitrine.app.model.actors.ConsumerSetup;
import dev.vitrine.app.model.actors.ConsumerSetup.Membership;
import dev.vitrine.app.model.actors.ConsumerSetup.Reading;
import dev.vitrine.app.model.actors.Content;
import dev.vitrine.app.model.actors.GroupProtocol;
import dev.vitrine.app.model.actors.KeyPlan;
import dev.vitrine.app.model.actors.ProducerSetup;
import dev.vitrine.app.model.actors.ProducerSetup.Load;
import dev.vitrine.app.model.actors.ProducerSetup.Transactions;
import dev.vitrine.app.model.actors.Setup;
import dev.vitrine.app.model.composer.Acks;
import dev.vitrine.app.model.composer.Compression;
import dev.vitrine.app.model.composer.Draft.Delivery;
import dev.vitrine.app.model.composer.SendMode;
import dev.vitrine.app.source.EmbeddedSource;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Event.LeaveCause;
import dev.vitrine.engine.observe.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Actors before a real broker: what they do, and what it sees of them. */
class TroupeTest {

    private static final Load QUICK = new Load(500, KeyPlan.UNIFORM, 50, Content.ORDER, 100);

    private final EmbeddedSource source = EmbeddedSource.start(c -> c.listen("localhost", 0).ephemeral());
    private final Troupe troupe = new Troupe(source);

    @AfterEach
    void close() {
        source.closeFirst(troupe);
        source.close();
        assertThat(troupe.views()).noneMatch(view -> view.state().alive());
    }

    static void until(String what, BooleanSupplier condition) {
        long limit = System.nanoTime() + 90_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("in vain waited for: " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private ActorView add(Setup setup) {
        return troupe.add(setup, true).orElseThrow();
    }

    private ActorState state(ActorView of) {
        return troupe.view(of.id()).orElseThrow().state();
    }

    private Produced produced(ActorView of) {
        return (Produced) troupe.view(of.id()).orElseThrow().figures();
    }

    private Consumed consumed(ActorView of) {
        return (Consumed) troupe.view(of.id()).orElseThrow().figures();
    }

    private Stream<Event> events() {
        return source.eventsAfter(0, 4000).events().stream().map(Observed::event);
    }

    private Optional<LeaveCause> left(String client) {
        return events().filter(Event.MemberLeft.class::isInstance).map(Event.MemberLeft.class::cast).filter(gone -> gone.clientId().equals(client))
                .map(Event.MemberLeft::cause).findFirst();
    }

    @Test
    void the_family_is_called_with_one_click_and_every_group_gets_every_message() throws Exception {
        new CastCall(source::admin).prepare(Casts.family()).actors().forEach(this::add);
        ActorView mom = troupe.named("Dear Mom").orElseThrow();
        until("three messages are answered", () -> produced(mom).acked() >= 3);
        for (String reader : List.of("email-service", "database")) {
            ActorView view = troupe.named(reader).orElseThrow();
            until(reader + " has read them", () -> consumed(view).processed() >= 3);
            assertThat(consumed(view).owned()).hasSize(3);
        }
        assertThat(produced(mom).failed()).isZero();
        assertThat(produced(mom).p50Nanos()).isPositive();
    }

    @Test
    void each_way_of_sending_reaches_the_broker() {
        List<ActorView> writers = new ArrayList<>();
        for (SendMode mode : SendMode.values()) {
            Acks acks = mode == SendMode.FIRE_AND_FORGET ? Acks.NONE : Acks.ALL;
            writers.add(add(ProducerSetup.plain(mode.name(), "ways").sending(QUICK).delivering(new Delivery(mode, acks, Compression.LZ4, acks == Acks.ALL))));
        }
        writers.forEach(writer -> until(writer.name() + " was answered", () -> produced(writer).acked() > 100));
    }

    @Test
    void a_pace_is_kept_and_changed_while_it_runs() {
        ActorView writer = add(ProducerSetup.plain("writer", "paced").sending(new Load(200, KeyPlan.NONE, 1, Content.BYTES, 10)));
        until("it sends 200 a second", () -> Math.abs(produced(writer).perSecond() - 200) < 40);
        troupe.change(writer.id(), ProducerSetup.plain("writer", "paced").sending(new Load(2_000, KeyPlan.NONE, 1, Content.BYTES, 10)));
        until("it sends 2,000 a second", () -> Math.abs(produced(writer).perSecond() - 2_000) < 300);
        assertThat(state(writer)).isEqualTo(ActorState.RUNNING);
    }

    @Test
    void a_change_that_a_running_client_cant_take_over_starts_it_anew() {
        ActorView writer = add(ProducerSetup.plain("writer", "first").sending(QUICK));
        until("it sends", () -> produced(writer).acked() > 10);
        troupe.change(writer.id(), ProducerSetup.plain("writer", "second").sending(QUICK));
        until("the other topic has records", () -> source.snapshot().toCompletableFuture().join().topics().stream().anyMatch(t -> t.name().equals("second")));
        until("it runs again", () -> state(writer) == ActorState.RUNNING && produced(writer).acked() > 10);
    }

    @Test
    void who_leaves_politely_is_gone_at_once_and_has_committed_what_it_dealt_with() throws Exception {
        add(ProducerSetup.plain("writer", "letters").sending(QUICK));
        ActorView reader = add(ConsumerSetup.plain("reader", "readers", "letters").reading(new Reading(2, 100, CommitMode.SYNC, false)));
        until("it reads", () -> consumed(reader).processed() > 50);
        troupe.leave(reader.id());
        until("it rests", () -> state(reader) == ActorState.RESTING);
        until("the broker heard of it", () -> left("reader").isPresent());
        assertThat(left("reader")).contains(LeaveCause.LEFT);
        long committed = source.admin().listConsumerGroupOffsets("readers").partitionsToOffsetAndMetadata().get().values().stream().mapToLong(o -> o.offset()).sum();
        assertThat(committed).isEqualTo(consumed(reader).processed());
    }

    @Test
    void who_crashes_says_nothing_commits_nothing_and_is_missed_when_its_session_times_out() throws Exception {
        add(ProducerSetup.plain("writer", "letters").sending(QUICK));
        ActorView reader = add(ConsumerSetup.plain("reader", "readers", "letters").belonging(new Membership(GroupProtocol.CLASSIC, Assignor.RANGE, "", 6, 60)));
        until("it reads", () -> consumed(reader).processed() > 50);
        troupe.crash(reader.id());
        until("it is gone", () -> state(reader) == ActorState.CRASHED);
        until("its connections closed", () -> source.snapshot().toCompletableFuture().join().connections().stream().noneMatch(c -> c.clientId().equals("reader")));
        assertThat(left("reader")).isEmpty();
        until("its session has timed out", () -> left("reader").isPresent());
        assertThat(left("reader")).contains(LeaveCause.SESSION_TIMEOUT);
        assertThat(source.admin().listConsumerGroupOffsets("readers").partitionsToOffsetAndMetadata().get()).isEmpty();
    }

    @Test
    void who_is_frozen_beats_no_more_but_stays_connected_and_comes_back_when_woken() {
        add(ProducerSetup.plain("writer", "letters").sending(QUICK));
        ActorView reader = add(ConsumerSetup.plain("reader", "readers", "letters").belonging(new Membership(GroupProtocol.CLASSIC, Assignor.RANGE, "", 6, 60)));
        until("it reads", () -> consumed(reader).processed() > 50);
        troupe.freeze(reader.id());
        until("its session has timed out", () -> left("reader").isPresent());
        assertThat(left("reader")).contains(LeaveCause.SESSION_TIMEOUT);
        assertThat(source.snapshot().toCompletableFuture().join().connections()).anyMatch(c -> c.clientId().equals("reader"));
        long before = consumed(reader).processed();
        troupe.wake(reader.id());
        until("it reads again", () -> consumed(reader).processed() > before + 50);
        assertThat(state(reader)).isEqualTo(ActorState.RUNNING);
    }

    @Test
    void who_is_stuck_leaves_when_the_poll_interval_is_over() {
        add(ProducerSetup.plain("writer", "letters").sending(QUICK));
        ActorView reader = add(ConsumerSetup.plain("reader", "readers", "letters").belonging(new Membership(GroupProtocol.CLASSIC, Assignor.RANGE, "", 6, 7)));
        until("it reads", () -> consumed(reader).processed() > 50);
        troupe.stick(reader.id());
        until("it has left", () -> left("reader").isPresent());
        assertThat(left("reader")).contains(LeaveCause.LEFT);
        assertThat(state(reader)).isEqualTo(ActorState.STUCK);
    }

    @Test
    void of_a_bank_that_aborts_half_of_its_transactions_a_reader_of_committed_records_sees_the_other_half() {
        // Faster than it can end transactions, so that its aborts come right after its records.
        Load hasty = new Load(5_000, KeyPlan.UNIFORM, 50, Content.ORDER, 100);
        ActorView bank = add(ProducerSetup.plain("bank", "payments").sending(hasty).transactional(new Transactions(10, 50)));
        ActorView all = add(ConsumerSetup.plain("sees-all", "all", "payments").reading(new Reading(0, 500, CommitMode.NONE, false)));
        ActorView committed = add(ConsumerSetup.plain("sees-committed", "committed", "payments").reading(new Reading(0, 500, CommitMode.NONE, true)));
        until("some were committed and some aborted", () -> produced(bank).committed() > 20 && produced(bank).aborted() > 20);
        troupe.leave(bank.id());
        until("the bank is closed", () -> state(bank) == ActorState.RESTING);
        // What it had begun when it left is committed too, whole or not.
        until("every committed record has been seen", () -> consumed(committed).processed() >= (produced(bank).committed() - 1) * 10);
        assertThat(consumed(committed).processed()).isLessThanOrEqualTo(produced(bank).committed() * 10);
        until("the other has seen them all, the aborted ones too", () -> consumed(all).processed() == produced(bank).acked());
        assertThat(produced(bank).acked()).isGreaterThanOrEqualTo((produced(bank).committed() + produced(bank).aborted() - 1) * 10);
    }

    @Test
    void members_of_the_new_group_protocol_share_the_partitions_that_the_broker_hands_out() {
        add(ProducerSetup.plain("writer", "letters").sending(QUICK));
        Membership consumer = new Membership(GroupProtocol.CONSUMER, Assignor.UNIFORM, "", 10, 60);
        List<ActorView> readers = Stream.of("reader-1", "reader-2").map(name -> add(ConsumerSetup.plain(name, "readers", "letters").belonging(consumer))).toList();
        until("both own some", () -> readers.stream().allMatch(reader -> !consumed(reader).owned().isEmpty()));
        until("all are owned once", () -> readers.stream().flatMap(reader -> consumed(reader).owned().stream()).distinct().count() == 3);
        readers.forEach(reader -> until(reader.name() + " reads", () -> consumed(reader).processed() > 20));
        troupe.leave(readers.getFirst().id());
        until("the other has them all", () -> consumed(readers.getLast()).owned().size() == 3);
    }

    @Test
    void a_frozen_writer_sends_nothing_until_it_is_woken() {
        ActorView writer = add(ProducerSetup.plain("writer", "letters").sending(QUICK));
        until("it sends", () -> produced(writer).acked() > 50);
        troupe.freeze(writer.id());
        until("it stands still", () -> produced(writer).perSecond() == 0);
        long before = produced(writer).acked();
        troupe.wake(writer.id());
        until("it sends again", () -> produced(writer).acked() > before + 50);
    }

    @Test
    void who_is_removed_comes_back_by_undo() {
        ActorView writer = add(ProducerSetup.plain("writer", "letters").sending(QUICK));
        until("it sends", () -> produced(writer).acked() > 10);
        Runnable undo = troupe.remove(writer.id());
        assertThat(troupe.views()).isEmpty();
        undo.run();
        ActorView back = troupe.named("writer").orElseThrow();
        until("it sends again", () -> produced(back).acked() > 10);
        assertThat(back.setup()).isEqualTo(writer.setup());
    }

    @Test
    void a_client_that_meets_an_error_it_cant_get_over_fails_and_says_why() {
        ActorView reader = add(ConsumerSetup.plain("reader", "readers", "no good name"));
        until("it failed", () -> state(reader) == ActorState.FAILED);
        assertThat(troupe.view(reader.id()).orElseThrow().note()).contains("INVALID_TOPIC_EXCEPTION");
    }

    @Test
    void names_are_kept_apart_and_there_is_an_end_to_their_number() {
        assertThat(troupe.add(ConsumerSetup.plain("billing-1", "billing", "orders"), false)).map(ActorView::name).contains("billing-1");
        assertThat(troupe.add(ConsumerSetup.plain("billing-1", "billing", "orders"), false)).map(ActorView::name).contains("billing-2");
        assertThat(troupe.add(ConsumerSetup.plain("reader", "billing", "orders"), false)).map(ActorView::name).contains("reader");
        assertThat(troupe.add(ConsumerSetup.plain("reader", "billing", "orders"), false)).map(ActorView::name).contains("reader-2");
        for (int i = 4; i < ActorDesk.MOST; i++) {
            assertThat(troupe.add(ConsumerSetup.plain("reader", "billing", "orders"), false)).isPresent();
        }
        assertThat(troupe.add(ConsumerSetup.plain("reader", "billing", "orders"), false)).isEmpty();
    }
}
