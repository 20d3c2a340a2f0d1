package dev.vitrine.engine.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.Register.Put;
import dev.vitrine.engine.offsets.CoordinatorView;
import dev.vitrine.engine.offsets.MemoryView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.kafka.common.protocol.Errors;

/**
 * Random commands, with appends refused, commits delayed, crashes that lose what was not committed, and reloads in between. Values grow with
 * each put, so that what a state may hold can be told from what was acknowledged.
 */
class CoordinatorPropertyTest {

    private enum Kind {
        PUT, PUT_TWO, GET, PARK, WAKE, THROW, POISON, SETTLE, COMMIT_SOME, COMMIT_ALL, REFUSE, ACCEPT, HOLD_COMMITS, TIME, RELOAD, CRASH
    }

    /** One thing that happens. */
    record Step(Kind kind, int number) {}

    @Property(tries = 400)
    void whatever_happens_acknowledged_effects_stay_and_every_request_is_answered_once(@ForAll("steps") List<Step> steps) {
        Story story = new Story();
        steps.forEach(story::happens);
        story.ends();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of(Kind.PUT, Kind.PUT_TWO, Kind.GET)),
                Tuple.of(4, Arbitraries.of(Kind.SETTLE, Kind.COMMIT_SOME, Kind.COMMIT_ALL)),
                Tuple.of(3, Arbitraries.of(Kind.class)));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 1_000)).as(Step::new).list().ofMinSize(5).ofMaxSize(150);
    }

    private static final class Story {

        private final RegisterBench bench = new RegisterBench().loaded();
        private final List<CompletableFuture<String>> asked = new ArrayList<>();
        private final Map<String, Integer> acknowledged = new HashMap<>();
        private int written;

        void happens(Step step) {
            switch (step.kind()) {
                case PUT -> put(key(step), 1);
                case PUT_TWO -> put(key(step), 2);
                case GET -> get(key(step));
                case PARK -> asked.add(bench.park());
                case WAKE -> asked.add(wake());
                case THROW -> asked.add(bench.ask(to -> (register, now) -> {
                    throw new IllegalStateException("on purpose");
                }));
                case POISON -> asked.add(bench.put("poisoned", Register.POISON));
                case SETTLE -> bench.time.settle();
                case COMMIT_SOME -> commitTo(bench.log.committed + step.number() % 4);
                case COMMIT_ALL -> commitTo(bench.log.endOffset());
                case REFUSE -> bench.log.refuses = Errors.KAFKA_STORAGE_ERROR;
                case ACCEPT -> bench.log.refuses = null;
                case HOLD_COMMITS -> bench.log.commitsAtOnce = step.number() % 3 == 0;
                case TIME -> bench.time.advance(step.number() * 7L);
                case RELOAD -> reload();
                case CRASH -> crash(step.number());
            }
        }

        /** Puts to {@code key}, and to others behind it, in one command; acknowledged together or not at all. */
        private void put(String key, int puts) {
            int value = ++written;
            List<Put> records = new ArrayList<>();
            for (int i = 0; i < puts; i++) {
                records.add(new Put(key + "x".repeat(i), String.valueOf(value)));
            }
            CompletableFuture<String> reply = bench.ask(to -> (register, now) ->
                    Register.outcome(records, List.of(Register.answer(to, "ok"))));
            asked.add(reply);
            reply.thenAccept(said -> {
                if (said.equals("ok")) {
                    records.forEach(record -> acknowledged.merge(record.key(), value, Math::max));
                }
            });
        }

        private void get(String key) {
            asked.add(bench.get(key).thenApply(said -> {
                if (Character.isDigit(said.charAt(0))) {
                    assertThat(committedValues(key)).as("nobody is told what may still be lost").contains(said);
                }
                return said;
            }));
        }

        private CompletableFuture<String> wake() {
            return bench.ask(to -> (register, now) -> {
                List<Effect<Register, Put>> answers = new ArrayList<>();
                register.parked.forEach(parked -> answers.add(Register.answer(parked, "woken")));
                register.parked.clear();
                answers.add(Register.answer(to, "woke them"));
                return Register.outcome(List.of(), answers);
            });
        }

        private void commitTo(long offset) {
            long to = Math.min(offset, bench.log.endOffset());
            bench.log.mailbox().execute(() -> bench.log.commitTo(Math.max(to, bench.log.committed)));
            bench.time.settle();
        }

        private void reload() {
            bench.runtime.close();
            bench.runtime.load();
            bench.time.settle();
        }

        /** The process is gone, and with it the end of the log that was not committed; the view, in memory here, is that of a clean stop. */
        private void crash(int number) {
            bench.runtime.close(); // nobody would hear these answers; here they tell that nothing is left open
            bench.time.settle();
            assertAllAnswered();
            long uncommitted = bench.log.endOffset() - bench.log.committed;
            for (long lost = uncommitted == 0 ? 0 : number % (uncommitted + 1); lost > 0; lost--) {
                bench.log.records.removeLast();
            }
            bench.log.epoch++;
            bench.start();
            bench.load();
        }

        void ends() {
            bench.log.refuses = null;
            bench.time.advance(20_000);
            commitTo(bench.log.endOffset());
            assertHeld(bench.values());
            assertThat(new TreeMap<>(bench.values())).as("the running state is that of the log").isEqualTo(compacted());
            assertThat(viewValues()).as("the view is the log's compaction").isEqualTo(compacted());
            bench.runtime.close();
            bench.time.settle();
            assertAllAnswered();
            assertThat(reloadedFromLogAlone()).isEqualTo(compacted());
        }

        private void assertAllAnswered() {
            assertThat(asked).allMatch(CompletableFuture::isDone);
            asked.forEach(CompletableFuture::join); // fails where a check on the answer did
        }

        private void assertHeld(Map<String, String> values) {
            acknowledged.forEach((key, value) ->
                    assertThat(values).hasEntrySatisfying(key, held -> assertThat(Integer.parseInt(held)).isGreaterThanOrEqualTo(value)));
        }

        private Map<String, String> reloadedFromLogAlone() {
            RegisterBench fresh = new RegisterBench(bench.time, bench.log, new MemoryView(), RegisterBench.OPTIONS);
            fresh.load();
            return new TreeMap<>(fresh.values());
        }

        private Map<String, String> compacted() {
            Map<String, String> latest = new TreeMap<>();
            bench.log.records.forEach(record -> latest.put(text(record.key()), text(record.value())));
            return latest;
        }

        private Map<String, String> viewValues() {
            Map<String, String> values = new TreeMap<>();
            bench.view.load("offsets-0").toCompletableFuture().join().map(CoordinatorView.Loaded::entries).orElse(List.of())
                    .forEach(entry -> values.put(text(entry.key()), text(entry.value())));
            return values;
        }

        private List<String> committedValues(String key) {
            return bench.log.records.subList(0, (int) bench.log.committed).stream()
                    .filter(record -> text(record.key()).equals(key)).map(record -> text(record.value())).toList();
        }

        private static String key(Step step) {
            return "k" + step.number() % 5;
        }

        private static String text(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
