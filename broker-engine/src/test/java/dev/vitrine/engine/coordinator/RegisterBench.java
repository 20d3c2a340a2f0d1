package dev.vitrine.engine.coordinator;

import dev.vitrine.engine.coordinator.Register.Put;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.offsets.CoordinatorView;
import dev.vitrine.engine.offsets.MemoryView;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.common.protocol.Errors;

/** A {@link Register} under a runtime, over a {@link FakeLog}, in virtual time. */
final class RegisterBench {

    static final RuntimeOptions OPTIONS = new RuntimeOptions(1_000, 100, 5_000, 50, 3);

    final VirtualTime time;
    final FakeLog log;
    final List<Event> events = new ArrayList<>();
    final CoordinatorView view;
    private final RuntimeOptions options;
    CoordinatorRuntime<Register, Put> runtime;

    RegisterBench() {
        this(new VirtualTime(1_000_000));
    }

    private RegisterBench(VirtualTime time) {
        this(time, new FakeLog(new Mailbox("shard", time.executor())), new MemoryView(), OPTIONS);
    }

    RegisterBench(VirtualTime time, FakeLog log, CoordinatorView view, RuntimeOptions options) {
        this.time = time;
        this.log = log;
        this.view = view;
        this.options = options;
        start();
    }

    /** A new process, as it were: nothing is left but the log and the view. */
    void start() {
        runtime = new CoordinatorRuntime<>("offsets-0", log, Register.type(), new Surroundings(time, time, view, events::add, options));
    }

    RegisterBench loaded() {
        load();
        return this;
    }

    LoadReport load() {
        CompletableFuture<LoadReport> report = runtime.load().toCompletableFuture();
        time.settle();
        return report.getNow(null);
    }

    /** Asked, but no time has passed yet. */
    CompletableFuture<String> ask(Function<ReplyTo<String>, Command<Register, Put>> request) {
        return runtime.write(request, Errors::name).toCompletableFuture();
    }

    CompletableFuture<String> put(String key, String value) {
        return ask(to -> (register, now) -> Register.outcome(List.of(new Put(key, value)), List.of(Register.answer(to, "ok " + key))));
    }

    CompletableFuture<String> park() {
        return ask(to -> (register, now) -> {
            register.parked.add(to);
            return Outcome.nothing();
        });
    }

    CompletableFuture<String> get(String key) {
        return runtime.read((register, now) -> String.valueOf(register.values.get(key)), Errors::name).toCompletableFuture();
    }

    /** What the shard holds, committed or not; fails where there is none. */
    Map<String, String> values() {
        CompletableFuture<Map<String, String>> values = runtime.read((register, now) -> Map.copyOf(register.values),
                error -> Map.<String, String>of("refused", error.name())).toCompletableFuture();
        time.settle();
        return values.getNow(Map.of("held", "back"));
    }
}
