package dev.vitrine.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What several brokers tell of the same kind of thing, put together. Observers wait for nobody: where a broker is frozen, or busy for longer than a moment,
 * what it told last stands in for it, for some seconds; without that, all its groups would be gone from a picture and back in the next. A thing that another
 * broker tells of by now is that one's.
 *
 * @param <T> what is told of
 */
final class LastTold<T> {

    private static final long PATIENCE_MILLIS = 100;
    private static final long STANDS_IN_NANOS = 10_000_000_000L;

    private final Function<T, String> name;
    private final LongSupplier nanos;
    private final Map<Integer, Told<T>> told = new ConcurrentHashMap<>();

    private record Told<T>(List<T> all, long atNanos, boolean now) {

        Told<T> before() {
            return new Told<>(all, atNanos, false);
        }
    }

    /** @param name tells things of this kind apart; @param nanos a clock that never goes back */
    LastTold(Function<T, String> name, LongSupplier nanos) {
        this.name = name;
        this.nanos = nanos;
    }

    /** Asks all of them. @param asked by the id of each broker that runs */
    CompletableFuture<List<T>> of(Map<Integer, CompletionStage<List<T>>> asked) {
        told.keySet().retainAll(asked.keySet());
        List<CompletableFuture<Told<T>>> answers = new ArrayList<>();
        asked.forEach((broker, answer) -> answers.add(answer.thenApply(all -> remember(broker, all)).toCompletableFuture().copy()
                .completeOnTimeout(standIn(broker), PATIENCE_MILLIS, TimeUnit.MILLISECONDS)));
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).thenApply(done -> together(answers.stream().map(CompletableFuture::join).toList()));
    }

    private Told<T> remember(int broker, List<T> all) {
        Told<T> now = new Told<>(all, nanos.getAsLong(), true);
        told.put(broker, now);
        return now;
    }

    private Told<T> standIn(int broker) {
        Told<T> last = told.get(broker);
        return last == null || nanos.getAsLong() - last.atNanos() > STANDS_IN_NANOS ? new Told<>(List.of(), 0, false) : last.before();
    }

    private List<T> together(List<Told<T>> answers) {
        List<T> all = new ArrayList<>();
        answers.stream().filter(Told::now).forEach(answer -> all.addAll(answer.all()));
        Set<String> known = new HashSet<>();
        all.forEach(each -> known.add(name.apply(each)));
        answers.stream().filter(answer -> !answer.now()).forEach(answer -> answer.all().stream().filter(each -> known.add(name.apply(each))).forEach(all::add));
        return all;
    }
}
